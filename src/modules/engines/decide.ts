import type { Problem } from '../../lib/problems.ts'
import type { ShowStatus } from '../shows/state.ts'
import { engineProblems as problem } from './problems.ts'

export type PatternUse = 'whip' | 'rtmp' | 'srt' | 'hls' | 'replay'

/** What an address begins with, which places it must have, and which it may have. */
const patterns: Record<PatternUse, { schemes: string[]; needs: string[]; may?: string[] }> = {
  whip: { schemes: ['https:'], needs: ['stream'] },
  rtmp: { schemes: ['rtmp:', 'rtmps:'], needs: ['stream', 'key'] },
  srt: { schemes: ['srt:'], needs: ['stream', 'key'] },
  hls: { schemes: ['https:'], needs: ['stream'] },
  replay: { schemes: ['https:'], needs: ['stream'], may: ['start', 'seconds'] },
}

/** Whether a text is a whole address with the places it needs, and no others. */
export function isPattern(text: string, use: PatternUse): boolean {
  const { schemes, needs, may = [] } = patterns[use]
  const places = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name!)
  const url = URL.parse(fill(text, Object.fromEntries(places.map((name) => [name, 'x']))))
  if (!url || !schemes.includes(url.protocol) || url.hostname === '' || /^[^/]*\/\/[^/?#]*\{/.test(text)) return false
  return needs.every((name) => places.includes(name)) && places.every((name) => [...needs, ...may].includes(name))
}

/** A pattern with its places filled in; what is filled in can be neither a path nor a parameter of its own. */
export const fill = (pattern: string, values: Record<string, string>): string =>
  pattern.replace(/\{(\w+)\}/g, (place, name: string) =>
    values[name] === undefined ? place : encodeURIComponent(values[name]),
  )

/** A key opens the show it was made for, and no other stream of the engine. */
export function whyNotPublish(wish: {
  key: string
  /** Which show the key opens. */
  opens: string | undefined
  stream: string
  engineUsed: boolean
}): Problem | undefined {
  if (wish.key === '') return problem.noKey
  return wish.engineUsed && wish.opens === wish.stream ? undefined : problem.wrongKey
}

/** Before it is live a picture is nobody’s to find; a replay is to be seen as long as the show says so. */
export function whyNotWatch(status: ShowStatus, what: 'read' | 'playback'): Problem | undefined {
  return status === (what === 'read' ? 'live' : 'replay') ? undefined : problem.notPublic
}
