import { attributes, type Variant } from './master.ts'

/** Where a live picture begins soonest. */
export type FirstPart = {
  /** Absolute, like the other. */
  initUrl: string
  partUrl: string
  /** Of the part, from the beginning of the playlist it stands in. */
  startSeconds: number
}

/**
 * Reads a media playlist that was found at `base`: the newest part that begins with a key picture and is half as far
 * behind the edge as its server wants players to be (PART-HOLD-BACK, draft-pantos-hls-rfc8216bis-22 §4.4.3.8); the other
 * half goes by until it plays. Undefined where there is none.
 */
export function firstPartIn(text: string, base: string): FirstPart | undefined {
  const candidates: FirstPart[] = []
  let [initUrl, segmentSeconds, seconds, holdBack] = ['', 0, 0, 0]
  for (const line of text.split(/\r?\n/)) {
    const [, tag = '', told = ''] = /^#(EXT[A-Z0-9-]*):(.*)$/.exec(line) ?? []
    if (tag === 'EXT-X-SERVER-CONTROL') holdBack = Number(attributes(told)['PART-HOLD-BACK'] ?? 0)
    if (tag === 'EXT-X-MAP') initUrl = new URL(attributes(told).URI ?? '', base).href
    if (tag === 'EXT-X-PART') {
      const part = attributes(told)
      if (part.INDEPENDENT === 'YES' && part.GAP !== 'YES' && part.URI)
        candidates.push({ initUrl, partUrl: new URL(part.URI, base).href, startSeconds: seconds })
      seconds += Number(part.DURATION)
    }
    if (tag === 'EXTINF') seconds = segmentSeconds += Number.parseFloat(told)
  }
  return candidates.findLast(({ startSeconds }) => startSeconds <= seconds - holdBack / 2)
}

/**
 * The variant to begin with: the best that a line of so many bits a second carries, otherwise the smallest. The first
 * picture counts, and the player climbs from there. Undefined where there are no pictures.
 */
export function firstVariant(variants: readonly Variant[], bitsASecond: number): Variant | undefined {
  const pictures = variants.filter(({ lines }) => lines !== undefined).sort((a, b) => b.bandwidth - a.bandwidth)
  return pictures.find(({ bandwidth }) => bandwidth <= bitsASecond) ?? pictures.at(-1)
}
