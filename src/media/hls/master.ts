import type { LiveWindow } from './window.ts'

/** One rendition as the multivariant playlist names it. Pictures per second as measured. */
export type Variant = {
  name: string
  window: LiveWindow
  codecs: string[]
  picture?: { width: number; height: number; fps: number }
  /** What its encoder may reach, in bits per second; for a source, what it said it would send. */
  bitsPerSecondMin?: number
}

const headroom = 1.1 // The next segment may be heavier than all before.

/**
 * The multivariant playlist (rfc8216bis §4.4.6), best rendition first. `query` is added to every address. `whep` is where
 * the same stream is played by WebRTC: told in a tag that is meant for what a player may want to know (§4.4.6.4).
 */
export function masterPlaylist(variants: Variant[], query = '', whep?: string): string {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:9']
  // A sender whose key pictures come too rarely, where nothing can encode them anew (§4.4.2.1).
  if (variants.every(({ window }) => window.independent)) lines.push('#EXT-X-INDEPENDENT-SEGMENTS')
  if (whep) lines.push(`#EXT-X-SESSION-DATA:DATA-ID="org.estrade.whep",VALUE="${whep}${query}"`)
  for (const { name, window, codecs, picture, bitsPerSecondMin = 0 } of variants) {
    const { peak, average } = window.bitRate
    const attributes = [
      `BANDWIDTH=${Math.round(Math.max(peak * headroom, bitsPerSecondMin))}`,
      `AVERAGE-BANDWIDTH=${Math.round(average)}`,
      `CODECS="${codecs.join(',')}"`,
    ]
    if (picture)
      attributes.push(`RESOLUTION=${picture.width}x${picture.height}`, `FRAME-RATE=${picture.fps.toFixed(3)}`)
    lines.push(`#EXT-X-STREAM-INF:${attributes.join(',')}`, `${name}.m3u8${query}`)
  }
  return `${lines.join('\n')}\n`
}
