import type { Problem } from '../../lib/problems.ts'
import type { NextShow, ShowEvent, ShowFacts } from './events.ts'
import { showProblems as problem } from './problems.ts'
import { type ShowState, type ShowStatus, type Visibility, whyNotPin } from './state.ts'

/** What a rule answers: what happens, or the no. */
export type Decision = { events: ShowEvent[] } | { refused: Problem }

const happens = (...events: ShowEvent[]): Decision => ({ events })
const no = (refused: Problem): Decision => ({ refused })

/** Which status a show may move to from which (R0.11). */
const steps: Record<ShowStatus, readonly ShowStatus[]> = {
  draft: ['scheduled', 'live', 'cancelled'],
  scheduled: ['live', 'cancelled'],
  live: ['ended'],
  ended: ['replay'],
  replay: ['ended'],
  cancelled: [],
}

export const maySwitch = (from: ShowStatus, to: ShowStatus) => steps[from].includes(to)

export function schedule(status: ShowStatus, facts: ShowFacts, now: Date): Decision {
  if (!maySwitch(status, 'scheduled')) return no(problem.wrongState)
  if (!facts.coverUrl || Object.keys(facts.description).length === 0) return no(problem.coverMissing)
  if (!facts.startsAt || Date.parse(facts.startsAt) <= now.getTime()) return no(problem.startsInThePast)
  return happens({ type: 'show.scheduled', body: facts })
}

/** A show may start before its hour, and without having been announced; never without a picture. */
export function start(
  status: ShowStatus,
  facts: ShowFacts,
  picture: 'none' | 'coming' | 'lost',
  hlsUrl?: string,
): Decision {
  if (!maySwitch(status, 'live')) return no(problem.wrongState)
  if (picture !== 'coming') return no(problem.noPicture)
  const announced: ShowEvent[] = status === 'draft' ? [{ type: 'show.changed', body: facts }] : []
  return happens(...announced, { type: 'show.started', body: hlsUrl === undefined ? {} : { hlsUrl } })
}

/**
 * Goes off air.
 * @param leads where viewers were to be led, and as that show is now: undefined when nobody can be led there any more
 */
export function end(status: ShowStatus, leads?: { chosen: NextShow | null; now: NextShow | undefined }): Decision {
  if (status !== 'live') return no(problem.wrongState)
  const next = leads?.now ?? null
  const hasChanged = JSON.stringify(leads?.chosen ?? null) !== JSON.stringify(next)
  const told: ShowEvent[] = hasChanged ? [{ type: 'show.nextChosen', body: { next } }] : []
  return happens(...told, { type: 'show.ended', body: {} })
}

/** What is known of a show to which viewers may be led. */
export type Destination = {
  next: NextShow
  isOurs: boolean
  status: ShowStatus
  visibility: Visibility
  /** Whoever may come into this show is on the list of that one. */
  takesAllFromHere: boolean
}

/** Why viewers cannot be led to a show; undefined when they can. */
export function whyNotLead(to: Destination | undefined): Problem | undefined {
  if (!to?.isOurs) return problem.nextElsewhere
  if (to.status !== 'live' && to.status !== 'scheduled') return problem.nextOver
  return to.visibility === 'private' && !to.takesAllFromHere ? problem.nextClosed : undefined
}

/** Viewers are led to another show once this one is over; `undefined`: to none. */
export function lead(state: ShowState, to: { show: Destination | undefined } | undefined): Decision {
  if (state.status !== 'live' && state.status !== 'scheduled') return no(problem.wrongState)
  const why = to && whyNotLead(to.show)
  if (why) return no(why)
  const next = to?.show?.next ?? null
  const isSame = JSON.stringify(state.next) === JSON.stringify(next)
  return isSame ? happens() : happens({ type: 'show.nextChosen', body: { next } })
}

/** Another host goes on; the room, its log and its viewers stay as they are. */
export const handOver = ({ status, hostName: from }: ShowState, to: string): Decision =>
  status === 'live' ? happens({ type: 'show.handedOver', body: { from, to } }) : no(problem.wrongState)

export function pause(state: ShowState): Decision {
  if (state.status !== 'live') return no(problem.wrongState)
  return state.paused ? no(problem.pausedAlready) : happens({ type: 'show.paused', body: {} })
}

export function resume(state: ShowState): Decision {
  if (state.status !== 'live') return no(problem.wrongState)
  return state.paused ? happens({ type: 'show.resumed', body: {} }) : no(problem.notPaused)
}

/** Nobody may send any more; in front of viewers stands the slate, whether it stood there before or not. */
export function cut(state: ShowState): Decision {
  if (state.status !== 'live') return no(problem.wrongState)
  return state.paused ? happens() : happens({ type: 'show.paused', body: {} })
}

/** A live show may be given an end, another one, or none. */
export function planEnd(state: ShowState, endsAt: string | null, now: Date): Decision {
  if (state.status !== 'live') return no(problem.wrongState)
  if (endsAt !== null && Date.parse(endsAt) <= now.getTime()) return no(problem.endsInThePast)
  return endsAt === state.endsAt ? happens() : happens({ type: 'show.endPlanned', body: { endsAt } })
}

export const publishReplay = (status: ShowStatus): Decision =>
  maySwitch(status, 'replay') ? happens({ type: 'replay.published', body: {} }) : no(problem.wrongState)

export const hideReplay = (status: ShowStatus): Decision =>
  status === 'replay' ? happens({ type: 'replay.hidden', body: {} }) : no(problem.wrongState)

export const cancel = (status: ShowStatus): Decision =>
  maySwitch(status, 'cancelled') ? happens({ type: 'show.cancelled', body: {} }) : no(problem.wrongState)

export function pinProduct(state: ShowState, productId: string): Decision {
  const why = whyNotPin(state, productId)
  return why ? no(problem[why]) : happens({ type: 'product.pinned', body: { productId } })
}

export const unpinProduct = (state: ShowState, productId: string): Decision =>
  state.pinned.includes(productId) ? happens({ type: 'product.unpinned', body: { productId } }) : no(problem.notPinned)

/** The picture came, went or returned: news only while the show is live, and only when it changes something. */
export function notePicture(state: ShowState, picture: 'none' | 'coming' | 'lost'): ShowEvent[] {
  if (state.status !== 'live') return []
  if (picture !== 'coming' && state.picture === 'coming') return [{ type: 'picture.lost', body: {} }]
  if (picture === 'coming' && state.picture !== 'coming') return [{ type: 'picture.returned', body: {} }]
  return []
}
