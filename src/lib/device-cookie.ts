/*
 * A random word by which a browser is known again, for the rules against abuse alone: it names nobody, is told to
 * nobody, and only a signature over it is kept.
 */

const cookie = /(?:^|;\s*)estrade\.device=([0-9a-f]{32})(?:;|$)/
const longestSeconds = 34_560_000 // 400 days: browsers keep none longer.

/** The device that a `Cookie` header names. */
export const deviceIn = (header: string | undefined): string | undefined => cookie.exec(header ?? '')?.[1]

/** The `Set-Cookie` header for a browser that has none. */
export const newDevice = (secure: boolean): string =>
  `estrade.device=${crypto.randomUUID().replaceAll('-', '')}; Path=/; Max-Age=${longestSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
