/** Where the sending on to one target stands, as the media engine tells; `locked`: its key cannot be read any more. */
export type TargetState = 'waiting' | 'connecting' | 'live' | 'retrying' | 'unfit' | 'stopped' | 'locked'

/** What is shown of a target beside a show: `off` by choice, `ready` until the show is on air. */
export type ShownState = TargetState | 'off' | 'ready'

/** Why a target is not sent to, in words that people know; `other` comes with the code of the other side. */
export type Reason = 'badKey' | 'unreachable' | 'closed' | 'slow' | 'insecure' | 'unfit' | 'locked' | 'other'

const reasons: [Reason, RegExp][] = [
  ['unreachable', /^E(CONNREFUSED|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT)/],
  ['badKey', /BadName|Rejected|^refused$|NotAllowed|Denied/i],
  ['slow', /^timeout$/],
  ['insecure', /CERT|SELF_SIGNED|TLS|SSL|ALTNAME|EPROTO/],
  ['closed', /^(closed|ECONNRESET|EPIPE|NetConnection\.Connect\.Closed)$/],
]

/** What ended a connection, by the code that the network or the other side gave. */
export function reasonOf(state: ShownState, code: string | null): Reason | null {
  if (state === 'unfit' || state === 'locked') return state
  if (state !== 'retrying') return null
  return reasons.find(([, codes]) => codes.test(code ?? ''))?.[0] ?? 'other'
}
