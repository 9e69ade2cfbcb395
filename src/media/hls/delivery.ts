import { type LiveWindow, targetDurationSeconds } from './window.ts'

/** What a blocking reload asks for (`_HLS_msn`, `_HLS_part`): a part, or a whole segment. */
export type Wanted = { sequence: number; part: number | undefined }

/** The delivery directives of a playlist request (rfc8216bis §6.2.5), and the parameters that are not its own. */
export type Directives = { wanted: Wanted | undefined; skip: boolean; passed: string }

const noDirectives: Directives = { wanted: undefined, skip: false, passed: '' }
const sequencesAhead = 2
const passedMax = 1024

/** How long a request may be held: three target durations. */
export const holdMsMax = targetDurationSeconds * 3 * 1000

/**
 * Reads the query of a playlist request. Anything unreadable or absurd is `refused` (answer 400). What does not begin
 * with `_HLS_` is passed on to the addresses of other playlists, as it came: a token, mostly.
 */
export function readDirectives(query: string, window: LiveWindow, partTarget: number): Directives | 'refused' {
  if (query === '') return noDirectives
  const passed = passedOn(query)
  if (passed === undefined) return 'refused'
  if (window.ended || !query.includes('_HLS_')) return { ...noDirectives, passed }
  const asked = new URLSearchParams(query)
  const [sequenceText, partText] = [asked.get('_HLS_msn'), asked.get('_HLS_part')]
  const skip = asked.get('_HLS_skip') === 'YES' || asked.get('_HLS_skip') === 'v2'
  if (sequenceText === null) return partText === null ? { wanted: undefined, skip, passed } : 'refused'
  if (!/^\d{1,15}$/.test(sequenceText) || (partText !== null && !/^\d{1,6}$/.test(partText))) return 'refused'
  const wanted = { sequence: Number(sequenceText), part: partText === null ? undefined : Number(partText) }
  return tooFarAhead(window, wanted, partTarget) ? 'refused' : { wanted, skip, passed }
}

/** Parameters without `_HLS_`, as `?a=b&c=d`, or nothing; undefined when they could break out of a playlist's line. */
export function passedOn(query: string): string | undefined {
  const kept = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('_HLS_'))
  const passed = kept.length > 0 ? `?${kept.join('&')}` : ''
  return passed.length <= passedMax && /^[\w\-.~!$&'()*+;=:@/?%,]*$/.test(passed) ? passed : undefined
}

function tooFarAhead(window: LiveWindow, { sequence, part }: Wanted, partTarget: number): boolean {
  if (sequence > window.lastClosed + sequencesAhead) return true
  const partsAhead = partTarget < 1 ? Math.ceil(3 / partTarget) : 3
  const partsNow = window.open?.sequence === sequence ? window.open.parts.length : 0
  return sequence > window.lastClosed && part !== undefined && part >= partsNow + partsAhead
}

/** Whether the playlist already holds what was asked for. A part past the end of its segment means the next one's first. */
export function satisfied(window: LiveWindow, { sequence, part }: Wanted): boolean {
  if (window.ended) return true
  if (sequence > window.lastClosed) {
    const open = window.open
    return part !== undefined && open?.sequence === sequence && open.parts.length > part
  }
  if (part === undefined || sequence < window.lastClosed) return true
  const last = window.listed.findLast((segment) => segment.closed)
  if (last === undefined || part < last.parts.length) return true
  return (window.open?.parts.length ?? 0) > 0
}
