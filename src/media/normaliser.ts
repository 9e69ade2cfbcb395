import { asBuffer } from './broadcaster.ts'
import type { FromCodec, LadderPicture, ToCodec } from './codec/messages.ts'
import type { CodecChild } from './codec/supervise.ts'
import type { Picture } from './feed.ts'
import type { VideoFormat } from './format.ts'
import { formatOf, isKey, splitAnnexB, toAvcc } from './h264/nal.ts'

/** Beyond, a viewer who joins waits for long, and segments could not begin with a key picture. */
export const keyEveryTicksMax = 4.2 * 90000
const keyEveryTicks = 2 * 90000
const groupBytesMax = 24_000_000 // Half a minute at 6 Mbit/s.
const name = 'normal'

export type SpawnLadder = (hear: (message: FromCodec) => void) => CodecChild

export type NormaliserOptions = {
  spawn: SpawnLadder
  /** Takes what was made anew, at the times of what came. */
  emit(picture: Picture): void
}

/**
 * Encodes pictures anew, with a key picture every two seconds, once a sender's own come too rarely (OBS's "auto" is
 * 8.3 s). Until then, and where there is no codec child, nothing is done. A child that crashes is followed by another,
 * which begins with the last key picture that came.
 */
export class KeyNormaliser {
  readonly #options: NormaliserOptions
  #child: CodecChild | undefined
  #ready = false
  #begun = false
  #unavailable = false
  #format: VideoFormat | undefined
  /** Everything since the last key picture: where a decoder can begin. */
  #group: Picture[] = []
  #groupBytes = 0
  #passedTs = Number.NEGATIVE_INFINITY

  constructor(options: NormaliserOptions) {
    this.#options = options
  }

  /** Whether pictures are encoded anew. */
  get active(): boolean {
    return this.#child !== undefined && !this.#unavailable
  }

  /** Hears every picture that comes. True when it is taken: what becomes of it is emitted later. */
  takes(picture: Picture): boolean {
    if (this.#unavailable) return false
    this.#keep(picture)
    const first = this.#group[0]
    if (!this.#child && first?.key && picture.ts - first.ts > keyEveryTicksMax)
      this.#child = this.#options.spawn((message) => this.#hear(message))
    if (!this.#begun && this.#ready && picture.key) {
      this.#begin()
      return true
    }
    if (!this.#begun) {
      this.#passedTs = picture.ts
      return false
    }
    if (picture.key && picture.format && !picture.format.config.equals(this.#format!.config)) this.#begin()
    else this.#send(picture)
    return true
  }

  stop(): void {
    this.#child?.stop()
    this.#child = undefined
    this.#ready = this.#begun = false
  }

  #keep(picture: Picture): void {
    if (picture.key) this.#group = []
    if (picture.key || this.#groupBytes > groupBytesMax) this.#groupBytes = 0
    // Without a beginning or without an end it is of no use: the next key picture begins another.
    if (!picture.key && (this.#group.length === 0 || this.#groupBytes + picture.data.length > groupBytesMax))
      this.#group = []
    else this.#group.push(picture)
    this.#groupBytes += picture.data.length
  }

  #hear(message: FromCodec): void {
    if (message.type === 'unavailable') this.#unavailable = true
    if (message.type === 'ladder ready') this.#ready = true
    if (message.type === 'ladder ready' && this.#group.length > 0) this.#begin()
    if (message.type === 'rung picture') this.#emit(message)
  }

  #begin(): void {
    const format = this.#group[0]?.format ?? this.#format
    if (!format) return
    this.#format = format
    const { coding, config, width, height } = format
    const reorders = this.#group.some(({ offset = 0 }) => offset > 0)
    const rungs = [{ name, width: width & ~1, height: height & ~1, kbps: kbpsFor(format) }]
    const afterTs = this.#passedTs
    this.#tell({ type: 'source', takeId: '', coding, config, reorders, rungs, keyEveryTicks, afterTs })
    this.#begun = true
    for (const picture of this.#group) this.#send(picture)
  }

  #send({ ts, offset = 0, key, data }: Picture): void {
    this.#tell({ type: 'source picture', ts, offset, key, data })
  }

  #emit({ ts, offset, data }: LadderPicture): void {
    if (ts <= this.#passedTs) return
    this.#passedTs = ts
    const nals = splitAnnexB(asBuffer(data))
    const key = isKey(nals)
    this.#options.emit({ ts, offset, key, data: toAvcc(nals), format: key ? formatOf(nals) : undefined })
  }

  #tell(message: ToCodec): void {
    this.#child?.send(message)
  }
}

function kbpsFor({ width, height }: VideoFormat): number {
  const short = Math.min(width, height)
  return short >= 1080 ? 5000 : short >= 720 ? 2800 : 1500
}
