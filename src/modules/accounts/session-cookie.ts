import { createHmac, timingSafeEqual } from 'node:crypto'

/** The name of the session cookie. Browsers keep a `__Secure-` cookie only when it came over https. */
export const sessionCookieName = (publicUrl: string) =>
  `${publicUrl.startsWith('https:') ? '__Secure-' : ''}estrade.session_token`

/** The value of one cookie in a `Cookie` header, as sent. Reads no further than it must: this is a hot path. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined
  for (let from = 0; ; ) {
    const at: number = header.indexOf(name, from)
    if (at === -1) return undefined
    const start = at + name.length
    const before = header[at - 1]
    if (header[start] === '=' && (at === 0 || before === ' ' || before === ';')) {
      const end = header.indexOf(';', start)
      return header.slice(start + 1, end === -1 ? undefined : end).trimEnd()
    }
    from = start
  }
}

/**
 * The session token in a signed cookie value `token.signature`, or undefined when we did not sign it. The signature is
 * the HMAC-SHA-256 of the token in padded base64, percent-encoded, as the sign-in library writes it.
 */
export function openSessionCookie(value: string, secret: string): string | undefined {
  const plain = decoded(value)
  const dot = plain?.lastIndexOf('.') ?? -1
  if (!plain || dot < 1) return undefined
  const token = plain.slice(0, dot)
  const signature = Buffer.from(plain.slice(dot + 1))
  // Compared as text: base64 decoders forgive, and a forgiven signature would be a second name for one session.
  const ours = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'))
  return signature.length === ours.length && timingSafeEqual(signature, ours) ? token : undefined
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
