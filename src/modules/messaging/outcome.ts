import type { Outward } from './decide.ts'

/** A message that nobody has marked for so long was lost with the process that sent it. */
export const lostAfterMs = 5 * 60_000
export const triesMost = 5

/**
 * What becomes of a message that was claimed by a process which is gone. A push service replaces it by its topic, and a
 * browser by its tag: it is sent again. A mail may have been delivered, and nothing replaces a mail: it is not.
 */
export const afterLoss = (channel: Outward): { state: 'waiting' } | { state: 'refused'; reason: 'interrupted' } =>
  channel === 'push' ? { state: 'waiting' } : { state: 'refused', reason: 'interrupted' }

export type Outcome = { state: 'sent' } | { state: 'refused'; reason: string } | { state: 'waiting'; dueAt: Date }

/** What becomes of a message that the other side took, refused, or wants later. */
export function settle(
  said: { state: 'sent' } | { state: 'gone' } | { state: 'refused'; reason: string } | Later,
  tries: number,
  now: Date,
): Outcome {
  if (said.state === 'sent') return { state: 'sent' }
  if (said.state === 'gone') return { state: 'refused', reason: 'gone' }
  if (said.state === 'refused') return said
  if (tries >= triesMost) return { state: 'refused', reason: said.reason }
  const seconds = said.afterSeconds ?? 5 * 3 ** tries
  return { state: 'waiting', dueAt: new Date(now.getTime() + seconds * 1000) }
}
export type Answer = Parameters<typeof settle>[0]
type Later = { state: 'later'; reason: string; afterSeconds: number | undefined }

/**
 * What a failed mail means. Only where it surely did not leave is it tried again: refused for now (4yz), or no
 * connection at all. Refused for good (5yz) is a bounce; anything else may have arrived.
 */
export function mailFailure(error: { responseCode?: number; code?: string; message?: string }) {
  const said = error.responseCode ?? Number(/^([45]\d\d)\b/.exec(error.message ?? '')?.[1] ?? 0)
  if (said >= 500 && said < 600) return { state: 'refused', reason: 'bounced' } as const
  const isUnsent =
    said >= 400 || ['ECONNECTION', 'ECONNREFUSED', 'EDNS', 'EAUTH', 'ENOTFOUND'].includes(error.code ?? '')
  if (isUnsent) return { state: 'later', reason: 'unreachable', afterSeconds: undefined } as const
  return { state: 'refused', reason: 'interrupted' } as const
}
