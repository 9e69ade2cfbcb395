/** One way in which a stream is offered (EXT-X-STREAM-INF of draft-pantos-hls-rfc8216bis-22 §4.4.6.2). */
export type Variant = {
  /** Absolute. */
  url: string
  /** Bits a second, at most. */
  bandwidth: number
  /** Height of a wide picture, width of a tall one; undefined where there is only sound. */
  lines: number | undefined
}

export type Master = {
  /** Where the same stream is played by WebRTC (WHEP), absolute; undefined where it is not. */
  whepUrl: string | undefined
  /** The best first. */
  variants: Variant[]
  /** Sound or captions come in playlists of their own: the small build of hls.js reads none. */
  hasSideTracks: boolean
}

const whepData = 'DATA-ID="org.estrade.whep"'

/** Reads a multivariant playlist that was found at `base`. A media playlist, or nonsense, has no variants. */
export function readMaster(text: string, base: string): Master {
  const lines = text.split(/\r?\n/)
  const variants = lines.flatMap((line, i) => {
    const told = /^#EXT-X-STREAM-INF:(.*)$/.exec(line)?.[1]
    const address = lines.slice(i + 1).find((next) => next !== '' && !next.startsWith('#'))
    return told && address ? [variantOf(attributes(told), new URL(address, base).href)] : []
  })
  const hasSideTracks = lines.some(
    (line) => /^#EXT-X-MEDIA:/.test(line) && /TYPE=(SUBTITLES|CLOSED-CAPTIONS|AUDIO)\b/.test(line),
  )
  const whep = lines
    .map((line) => /^#EXT-X-SESSION-DATA:(.*)$/.exec(line)?.[1])
    .find((told) => told?.includes(whepData))
  const whepUrl = whep && new URL(attributes(whep).VALUE ?? '', base).href
  return { whepUrl, variants: variants.sort((a, b) => b.bandwidth - a.bandwidth), hasSideTracks }
}

function variantOf(told: Record<string, string>, url: string): Variant {
  const [width, height] = told.RESOLUTION?.split('x').map(Number) ?? []
  const seen = told.CODECS === undefined || /avc|hvc|hev|vp09|av01/.test(told.CODECS)
  const lines = width && height ? Math.min(width, height) : undefined
  return { url, bandwidth: Number(told.BANDWIDTH ?? 0), lines: lines ?? (seen ? 0 : undefined) }
}

/** `NAME=value,NAME="quoted, value"` (§4.2). */
export function attributes(list: string): Record<string, string> {
  const pairs = list.matchAll(/([A-Z0-9-]+)=("[^"]*"|[^,]*)/g)
  return Object.fromEntries([...pairs].map(([, name, value = '']) => [name, value.replaceAll('"', '')]))
}
