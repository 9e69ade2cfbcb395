import { type Action, actions, type Mark, type RuleName, type RuleSettings, rules } from './rules.ts'

/** What a rule saw: how many, of what it may be, within which time. */
export type Seen = { count: number; threshold: number; minutes: number } & Record<string, number>
export type Finding = { rule: RuleName; action: Exclude<Action, 'off'>; mark: Mark; seen: Seen }
export type Settings = Record<RuleName, RuleSettings>

/**
 * Which rules speak. @param counted how many a mark has, this one included
 */
export function findingsOf(
  settings: Settings,
  counted: readonly { rule: RuleName; mark: Mark; count: number; more?: Record<string, number> }[],
): Finding[] {
  return counted.flatMap(({ rule, mark, count, more }): Finding[] => {
    const { threshold, windowMinutes: minutes, action } = settings[rule]
    if (action === 'off' || count < threshold) return []
    return [{ rule, action, mark, seen: { ...more, count, threshold, minutes } }]
  })
}

/** Of all that rules want, the strictest. */
export const strictest = (findings: readonly Pick<Finding, 'action'>[]): Action =>
  findings.reduce<Action>(
    (most, { action }) => (actions.indexOf(action) > actions.indexOf(most) ? action : most),
    'off',
  )

/** Whether a rule may be set so. */
export const isFitting = (rule: RuleName, action: Action): boolean => rules[rule].actions.includes(action)

/** One subscriber: an address of version 4, the first half of one of version 6. Undefined where there is none. */
export function networkOf(address: string): string | undefined {
  const four = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1]
  if (four) return four
  if (!/^[0-9a-f:]*:[0-9a-f:]*(%.*)?$/i.test(address)) return undefined
  const [head = '', tail = ''] = address.split('%')[0]!.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const gap = address.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0
  const groups = [...left, ...Array<string>(gap).fill('0'), ...right].slice(0, 4)
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

/** When an id was made (UUIDv7, RFC 9562 §5.7). */
export const madeAt = (id: string): Date => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))

/** So soon after a drop opens or a packet falls, counted at the server, that no finger was in between. */
const quickMs = { claim: 25, grab: 150 }
export const isQuick = (what: keyof typeof quickMs, afterMs: number): boolean => afterMs >= 0 && afterMs < quickMs[what]

/** What of a host's earning one person's coins made, rounded up: what is held covers it. */
export const partOf = (earned: bigint, coins: bigint, all: bigint): bigint =>
  all <= 0n ? 0n : (earned * coins + all - 1n) / all

export type Flow = { payerId: string; hostId: string; coins: number }

/**
 * Circles of two and three through a host: coins they got from somebody, which came back to that one from them, also by
 * way of a third. What goes around is as much as its smallest part.
 */
export function circlesThrough(hostId: string, flows: readonly Flow[]): { payerId: string; coins: number }[] {
  const sums = new Map<string, Map<string, number>>()
  for (const { payerId, hostId: to, coins } of flows) {
    const of = sums.get(payerId) ?? new Map<string, number>()
    sums.set(payerId, of.set(to, (of.get(to) ?? 0) + coins))
  }
  const gave = (from: string, to: string) => sums.get(from)?.get(to) ?? 0
  const others = [...new Set(flows.flatMap(({ payerId, hostId: to }) => [payerId, to]))].filter((one) => one !== hostId)
  return others.flatMap((payerId) => {
    const given = gave(payerId, hostId)
    const back = others.reduce((sum, via) => {
      const leg = via === payerId ? gave(hostId, payerId) : Math.min(gave(hostId, via), gave(via, payerId))
      return sum + leg
    }, 0)
    const coins = Math.min(given, back)
    return coins > 0 ? [{ payerId, coins }] : []
  })
}
