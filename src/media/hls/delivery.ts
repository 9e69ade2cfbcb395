import { type LiveWindow, targetDurationSeconds } from './window.ts'

/** What a blocking reload asks for (`_HLS_msn`, `_HLS_part`), or why the question is refused. */
export type Directives = { sequence: number; part: number | undefined }

const holdMsMax = targetDurationSeconds * 3 * 1000
const sequencesAhead = 2

/** Reads the delivery directives of a playlist request. Anything unreadable or absurd is `refused` (answer 400). */
export function readDirectives(
  query: URLSearchParams,
  window: LiveWindow,
  partTarget: number,
): Directives | 'none' | 'refused' {
  const sequenceText = query.get('_HLS_msn')
  const partText = query.get('_HLS_part')
  if (window.ended) return 'none'
  if (sequenceText === null) return partText === null ? 'none' : 'refused'
  if (!/^\d{1,15}$/.test(sequenceText) || (partText !== null && !/^\d{1,6}$/.test(partText))) return 'refused'
  const sequence = Number(sequenceText)
  const part = partText === null ? undefined : Number(partText)
  if (sequence > window.lastClosed + sequencesAhead) return 'refused'
  const partsAhead = partTarget < 1 ? Math.ceil(3 / partTarget) : 3
  const partsNow = window.open?.sequence === sequence ? window.open.parts.length : 0
  if (sequence > window.lastClosed && part !== undefined && part >= partsNow + partsAhead) return 'refused'
  return { sequence, part }
}

/** Whether the playlist already holds what was asked for. A part past the end of its segment means the next one's first. */
export function satisfied(window: LiveWindow, asked: Directives): boolean {
  if (window.ended) return true
  if (asked.sequence > window.lastClosed)
    return asked.part !== undefined && window.open?.sequence === asked.sequence && window.open.parts.length > asked.part
  if (asked.part === undefined || asked.sequence < window.lastClosed) return true
  const last = window.listed.findLast((segment) => segment.closed)
  if (last === undefined || asked.part < last.parts.length) return true
  return (window.open?.parts.length ?? 0) > 0
}

/** Waits until `done` holds, checking after every change of the window; false when the hold ran out or `signal` fired. */
export function holdUntil(window: LiveWindow, done: () => boolean, signal: AbortSignal): Promise<boolean> {
  if (done()) return Promise.resolve(true)
  return new Promise((resolve) => {
    const settle = (result: boolean) => {
      clearTimeout(timer)
      window.changed.off('change', check)
      signal.removeEventListener('abort', giveUp)
      resolve(result)
    }
    const check = () => done() && settle(true)
    const giveUp = () => settle(false)
    const timer = setTimeout(giveUp, holdMsMax)
    window.changed.on('change', check)
    signal.addEventListener('abort', giveUp)
  })
}
