/**
 * The rules against abuse. A rule counts different values of one mark within a sliding window, this one included, and
 * speaks from its threshold on. What they are when a brand has said nothing is chosen so that ordinary buyers, also
 * behind the shared address of a mobile network or an office, never meet one (`clean.test.ts`).
 */
export const actions = ['off', 'note', 'stepUp', 'hold', 'refuse'] as const
export type Action = (typeof actions)[number]

/** By what people and payments are known. */
export const markKinds = ['person', 'device', 'network', 'address', 'phone', 'card'] as const
export type MarkKind = (typeof markKinds)[number]
export type Mark = { kind: MarkKind; mark: string }

export type RuleSettings = { threshold: number; windowMinutes: number; action: Action }
export type RuleKind = {
  /** When it is asked. */
  when: string
  /** What is counted. */
  what: string
  /** Of which mark. */
  by: MarkKind
  usual: RuleSettings
  /** What it may lead to, the mildest first. */
  actions: readonly Action[]
}

const hour = 60
const day = 24 * hour
const month = 30 * day
const buying = ['off', 'note', 'stepUp', 'hold', 'refuse'] as const
/** The money is here already: nothing can be asked or refused any more. */
const paid = ['off', 'note', 'hold'] as const
const rule = (
  when: string,
  what: string,
  by: MarkKind,
  [threshold, windowMinutes, action]: readonly [number, number, Action],
  may: readonly Action[],
): RuleKind => ({ when, what, by, usual: { threshold, windowMinutes, action }, actions: may })

export const rules = {
  ordersPerPerson: rule('order', 'order', 'person', [12, hour, 'hold'], buying),
  ordersPerDevice: rule('order', 'order', 'device', [15, hour, 'hold'], buying),
  ordersPerAddress: rule('order', 'order', 'address', [15, day, 'note'], buying),
  ordersPerNetwork: rule('order', 'order', 'network', [150, hour, 'note'], buying),
  declinesThenOrder: rule('order', 'declined', 'device', [6, hour, 'stepUp'], buying),
  offersPerAddress: rule('offer', 'offer', 'address', [3, month, 'hold'], buying),
  offersPerDevice: rule('offer', 'offer', 'device', [3, month, 'hold'], buying),
  offersPerNetwork: rule('offer', 'offer', 'network', [40, day, 'note'], buying),
  offersPerCard: rule('paid', 'offerPaid', 'card', [3, month, 'hold'], paid),
  paidPerCard: rule('paid', 'paid', 'card', [10, hour, 'hold'], paid),
  cardsPerPerson: rule('paid', 'cardOf', 'person', [4, day, 'hold'], paid),
  peoplePerCard: rule('paid', 'userOf', 'card', [5, 7 * day, 'hold'], paid),
  declinesThenPaid: rule('paid', 'declined', 'person', [4, hour, 'hold'], paid),
  declinesOnDevice: rule('paid', 'declined', 'device', [5, hour, 'hold'], paid),
  topUpsPerPerson: rule('topUp', 'topUp', 'person', [10, hour, 'stepUp'], buying),
  topUpsPerDevice: rule('topUp', 'topUp', 'device', [12, hour, 'stepUp'], buying),
  /** The threshold is the share of a day's coins, in percent; the window, the age of the account. */
  newAccountCoins: rule('coins', 'coins', 'person', [80, day, 'hold'], buying),
  signUpsPerDevice: rule('signUp', 'signUp', 'device', [5, day, 'hold'], paid),
  signUpsPerNetwork: rule('signUp', 'signUp', 'network', [120, hour, 'note'], paid),
  claimsPerDevice: rule('claim', 'claim', 'device', [3, 10, 'hold'], paid),
  claimsPerNetwork: rule('claim', 'claim', 'network', [60, 10, 'note'], paid),
  quickClaims: rule('claim', 'quickClaim', 'person', [3, 7 * day, 'hold'], paid),
  grabsPerNetwork: rule('grab', 'grab', 'network', [80, 10, 'note'], paid),
  quickGrabs: rule('grab', 'quickGrab', 'person', [6, day, 'hold'], paid),
  /** The thresholds of gifts are coins. */
  giftsToOneself: rule('gift', 'gift', 'device', [1, month, 'hold'], paid),
  giftsFromSameNetwork: rule('gift', 'gift', 'network', [500, day, 'note'], paid),
  giftsInCircle: rule('gift', 'gift', 'person', [500, month, 'hold'], paid),
}

export type RuleName = keyof typeof rules
export const ruleNames = Object.keys(rules) as RuleName[]
/** The longest that anything counted can matter. */
export const windowMost = 31 * day
