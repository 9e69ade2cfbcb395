import { setTimeout as pause } from 'node:timers/promises'
import { boxAt, readFragments, readTracks } from '../../src/media/mp4/read.ts'

export type Followed = {
  parts: number
  /** Parts that came later after the one before than a player's three held parts last. */
  late: number
  /** Part numbers passed over, and requests for a part that were not answered with it. */
  missing: number
  discontinuities: number
  /** The longest distance, in ms, between where a track's samples ended and where its next ones begin. */
  seamMsMax: number
  /** How long after its own wall clock (EXT-X-PROGRAM-DATE-TIME and durations) the last part was here. */
  behindMs: number
  longestWaitMs: number
}

type Listed = { sequence: number; part: number; uri: string; endsAtMs: number }

/** A player that decodes nothing: reloads the playlist with every part, fetches each part, and reads its timestamps. */
export class LiveFollower {
  readonly seen: Followed = {
    ...{ parts: 0, late: 0, missing: 0, discontinuities: 0, seamMsMax: 0, behindMs: 0, longestWaitMs: 0 },
  }
  /** Of the last segments: `init.mp4` and whole segments, as long as a take lasts. */
  readonly #kept: { take: string; bytes: Buffer }[] = []
  readonly #base: string
  readonly #partMs: number
  #init: Buffer | undefined
  #take = ''
  #timescales = new Map<number, number>()
  #endsAt = new Map<number, number>()
  #last: Listed | undefined
  #stopped = false

  /** `base`: the address of the stream's folder, such as `http://127.0.0.1:4001/hls/cam`. */
  constructor(base: string, partMs: number) {
    this.#base = base
    this.#partMs = partMs
  }

  stop(): void {
    this.#stopped = true
  }

  /** The last seconds of what was served, as one file, with the timestamps that players see. */
  recent(): Buffer {
    return Buffer.concat([this.#init!, ...this.#kept.map((one) => one.bytes)])
  }

  async follow(): Promise<void> {
    let at = performance.now()
    while (!this.#stopped) {
      const next = this.#last && `?_HLS_msn=${this.#last.sequence}&_HLS_part=${this.#last.part + 1}`
      const reply = await fetch(`${this.#base}/live.m3u8${next ?? ''}`)
      if (!reply.ok) {
        this.seen.missing++
        await pause(this.#partMs)
        continue
      }
      for (const one of this.#newParts(listedParts(await reply.text()))) {
        await this.#fetch(one)
        const now = performance.now()
        const waited = now - at
        at = now
        this.seen.longestWaitMs = Math.max(this.seen.longestWaitMs, Math.round(waited))
        if (this.#last && waited > this.#partMs * 3) this.seen.late++
        this.#last = one
      }
    }
  }

  /** What was not fetched yet; at the beginning only the last part. */
  #newParts(listed: Listed[]): Listed[] {
    const last = this.#last
    if (!last) return listed.slice(-1)
    const fresh = listed.filter(
      (one) => one.sequence > last.sequence || (one.sequence === last.sequence && one.part > last.part),
    )
    const [first] = fresh
    if (first && first.sequence > last.sequence + 1) this.seen.missing++
    if (first && first.sequence === last.sequence && first.part > last.part + 1) this.seen.missing++
    if (first && first.sequence > last.sequence && first.part > 0) this.seen.missing++
    return fresh
  }

  async #fetch(one: Listed): Promise<void> {
    const take = one.uri.slice(0, one.uri.indexOf('/'))
    if (take !== this.#take) await this.#begin(take)
    const reply = await fetch(`${this.#base}/${one.uri}`)
    if (!reply.ok) {
      this.seen.missing++
      return
    }
    const bytes = Buffer.from(await reply.arrayBuffer())
    this.seen.parts++
    this.seen.behindMs = Math.round(Date.now() - one.endsAtMs)
    this.#kept.push({ take, bytes })
    while (this.#kept.length * this.#partMs > keptMs) this.#kept.shift()
    this.#checkSeams(bytes)
  }

  async #begin(take: string): Promise<void> {
    if (this.#take !== '') this.seen.discontinuities++
    this.#take = take
    this.#init = Buffer.from(await (await fetch(`${this.#base}/${take}/init.mp4`)).arrayBuffer())
    if (!boxAt(this.#init, 'moov')) throw new Error('an init.mp4 without moov')
    this.#timescales = new Map(readTracks(this.#init).map((track) => [track.id, track.timescale]))
    this.#endsAt.clear()
    this.#kept.length = 0
  }

  #checkSeams(bytes: Buffer): void {
    for (const { track, ts, samples } of readFragments(bytes)) {
      const endedAt = this.#endsAt.get(track)
      const scale = this.#timescales.get(track)!
      if (endedAt !== undefined) {
        const seamMs = Math.abs(((ts - endedAt) * 1000) / scale)
        this.seen.seamMsMax = Math.max(this.seen.seamMsMax, Math.round(seamMs * 100) / 100)
      }
      this.#endsAt.set(track, ts + samples.reduce((sum, { duration }) => sum + duration, 0))
    }
  }
}

const keptMs = 24_000

/** Parts of a media playlist, in order, each with the wall clock of its end. */
function listedParts(text: string): Listed[] {
  const listed: Listed[] = []
  let sequence = Number(/^#EXT-X-MEDIA-SEQUENCE:(\d+)$/m.exec(text)?.[1])
  let part = 0
  let endsAtMs = 0
  for (const line of text.split('\n')) {
    if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) endsAtMs = Date.parse(line.slice(25))
    const [, duration, uri] = /^#EXT-X-PART:DURATION=([\d.]+),URI="([^"]+)"/.exec(line) ?? []
    if (uri) {
      endsAtMs += Number(duration) * 1000
      listed.push({ sequence, part: part++, uri, endsAtMs })
    }
    if (line !== '' && !line.startsWith('#')) {
      sequence++
      part = 0
    }
  }
  return listed
}
