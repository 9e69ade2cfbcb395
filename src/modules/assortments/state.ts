/*
 * Where something is sold, and whether a pop-up shop is open: pure, for the server that decides and the page that shows.
 */

/** Where something is sold; all of it empty: everywhere. */
export type SaleRule = {
  /** Only in a show that is on air. */
  liveOnly: boolean
  /** Only in these shows; empty: in any, where `liveOnly`. */
  showIds: readonly string[]
  /** In these pop-up shops while they are open, as well or only. */
  popUpIds: readonly string[]
  /** Only to people with an account. */
  membersOnly: boolean
}

/** Where somebody wants to buy it. */
export type SalePlace = {
  showId: string | null
  onAir: ReadonlySet<string>
  /** The pop-up shop it was found in, if that is open and sells it. */
  openPopUpId: string | null
  isMember: boolean
}

export const whyNotSoldHere = ['membersOnly', 'onlyLive', 'onlyInShow', 'onlyInPopUp'] as const
export type WhyNotSoldHere = (typeof whyNotSoldHere)[number]

/** Why something is not sold at a place; undefined where it is. */
export function whyNotSold(rule: SaleRule, place: SalePlace): WhyNotSoldHere | undefined {
  const { liveOnly, showIds, popUpIds, membersOnly } = rule
  if (membersOnly && !place.isMember) return 'membersOnly'
  const inShows = liveOnly || showIds.length > 0
  if (!inShows && popUpIds.length === 0) return undefined
  if (place.openPopUpId !== null && popUpIds.includes(place.openPopUpId)) return undefined
  if (!inShows) return 'onlyInPopUp'
  const { showId } = place
  const isThere = showId !== null && (showIds.length === 0 || showIds.includes(showId))
  if (isThere && (!liveOnly || place.onAir.has(showId))) return undefined
  return liveOnly ? 'onlyLive' : 'onlyInShow'
}

/** A rule that keeps nothing away from anybody. */
export const isEverywhere = ({ liveOnly, showIds, popUpIds, membersOnly }: SaleRule): boolean =>
  !liveOnly && !membersOnly && showIds.length === 0 && popUpIds.length === 0

/** A pop-up shop is open from its first moment up to, and not including, its last. */
export function popUpState({ opensAt, closesAt }: { opensAt: Date; closesAt: Date }, now: Date): PopUpState {
  if (now < opensAt) return 'before'
  return now < closesAt ? 'open' : 'closed'
}
export type PopUpState = 'before' | 'open' | 'closed'
