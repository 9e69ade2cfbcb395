import type { FromCodec, LadderPicture, Rung } from '../codec/messages.ts'
import type { CodecChild } from '../codec/supervise.ts'
import type { MediaLog } from '../events.ts'
import { formatOf, isKey, splitAnnexB, toAvcc } from '../h264/nal.ts'
import type { Frame } from './cutter.ts'
import { type CutPart, Follower } from './follower.ts'
import type { Variant } from './master.ts'
import type { Observer, Take } from './packager.ts'
import { rungsFor } from './rungs.ts'
import type { LiveWindow } from './window.ts'

const lagMsMax = 1000 // Further behind, the ladder gets nothing until the next key picture.
const hangMsMax = 3000
const strainedMs = 30_000
const strainsMax = 3 // So often in that time, and the largest rung is given up.
const settleMsMax = 2000
const tickMs = 250
const farewellMs = 1500
const soundName = 'audio'

export type LadderOptions = {
  source: LiveWindow
  spawn: (hear: (message: FromCodec) => void) => CodecChild
  /** A clock that never steps: lateness is measured with it. */
  nowMs: () => number
  log: MediaLog
}

/**
 * The renditions of one stream: smaller pictures made by a codec child, and the sound alone. Told by the packager what
 * it does; the source never waits. A child that is behind, hangs or dies costs gaps in its renditions, nothing else.
 */
export class Ladder implements Observer {
  readonly #options: LadderOptions
  readonly #followers = new Map<string, Follower>()
  #run: Run | undefined
  #take: Take | undefined
  #rungs: Rung[] = []
  readonly #givenUp = new Set<string>()
  #strains: number[] = []
  #startedAtMs: number | undefined

  constructor(options: LadderOptions) {
    this.#options = options
  }

  /** Somebody begins to send: the child gets ready meanwhile. */
  open(): void {
    this.close()
    const run = new Run(this.#options.spawn((message) => this.#hear(message, run)))
    run.timer = setInterval(() => this.tick(), tickMs)
    this.#run = run
  }

  /** Nobody sends any more. What is being made may still come. */
  close(): void {
    const run = this.#run
    this.#run = undefined
    if (!run) return
    setTimeout(() => {
      clearInterval(run.timer)
      run.child.stop()
      this.#catchUp()
    }, farewellMs)
  }

  get followers(): Follower[] {
    return [...this.#followers.values()]
  }

  /** What a player may choose now. Sizes and codecs are those of the pictures that came. */
  variants(fps: number): Variant[] {
    const sound = this.#take?.audio?.codec
    return this.followers.flatMap(({ name, window, video }): Variant[] => {
      if (!window.playable) return []
      if (name === soundName) return sound ? [{ name, window, codecs: [sound] }] : []
      const rung = this.#rungs.find((one) => one.name === name)
      if (!rung || !video) return []
      const codecs = [video.codec, ...(sound ? [sound] : [])]
      return [{ name, window, codecs, picture: { ...rung, fps }, bitsPerSecondMin: rung.kbps * 1000 }]
    })
  }

  /** Whether everything that should be there is: who asks in the first second gets the whole ladder a moment later. */
  get settled(): boolean {
    if (this.#startedAtMs === undefined || this.#run?.unavailable) return true
    if (this.#options.nowMs() - this.#startedAtMs > settleMsMax) return true
    return this.#rungs.every(({ name }) => this.#followers.get(name)?.window.playable)
  }

  startTake(take: Take): void {
    this.#take = take
    this.#run?.askKey()
    this.#rungs = this.#run?.unavailable ? [] : this.#plan(take)
    const names = [...this.#rungs.map(({ name }) => name), ...(take.audio && take.video ? [soundName] : [])]
    for (const name of names) if (!this.#followers.has(name)) this.#followers.set(name, this.#join(name))
    for (const follower of this.followers) {
      const { name } = follower
      const pictures = this.#rungs.some((rung) => rung.name === name)
      const audio = pictures || names.includes(name) ? take.audio : undefined
      follower.startTake({ id: take.id, audio, pictures })
    }
  }

  picture(frame: Frame): void {
    const nowMs = this.#options.nowMs()
    const run = this.#run
    if (!run?.ready || this.#rungs.length === 0) return
    if (run.lagMs(nowMs) > lagMsMax) {
      if (!run.waitsForKey) this.#strain(nowMs)
      run.askKey()
      return
    }
    if (run.waitsForKey && !frame.key) return
    if (frame.key && run.waitsForKey) this.#begin(run, frame)
    run.waitsForKey = false
    const { ts, offset = 0, key, data } = frame
    run.sent.push({ ts, atMs: nowMs })
    run.child.send({ type: 'source picture', ts, offset, key, data })
  }

  part(part: CutPart): void {
    const nowMs = this.#options.nowMs()
    this.#startedAtMs ??= nowMs
    for (const follower of this.followers) follower.part(part, nowMs)
  }

  closeSegment(): void {
    for (const follower of this.followers) follower.closeSegment(this.#options.nowMs())
  }

  pause(): void {
    for (const follower of this.followers) follower.pause()
  }

  end(): void {
    for (const follower of this.followers) follower.end()
  }

  #plan({ video }: Take): Rung[] {
    return video ? rungsFor(video).filter(({ name }) => !this.#givenUp.has(name)) : []
  }

  #join(name: string): Follower {
    const { source } = this.#options
    return new Follower(name, { sequence: source.next?.sequence ?? 0, discontinuity: source.nextDiscontinuity })
  }

  #begin(run: Run, { offset = 0 }: Frame): void {
    const { id, video } = this.#take ?? {}
    if (!id || !video) return
    const { coding, config } = video
    run.sent = []
    run.child.send({ type: 'source', takeId: id, coding, config, reorders: offset > 0, rungs: this.#rungs })
  }

  #hear(message: FromCodec, run: Run): void {
    if (message.type === 'unavailable') {
      run.unavailable = true
      this.#rungs = []
      this.#options.log.warn({ reason: message.reason }, 'no smaller renditions without node-av')
    }
    if (message.type === 'ladder ready') run.begin()
    if (message.type === 'rung picture') this.#picture(message, run)
  }

  #picture(picture: LadderPicture, run: Run): void {
    const { name, takeId, ts, offset } = picture
    if (name === this.#rungs.at(-1)?.name && takeId === this.#take?.id) run.came(ts, this.#options.nowMs())
    const nals = splitAnnexB(Buffer.from(picture.data.buffer, picture.data.byteOffset, picture.data.byteLength))
    const key = isKey(nals)
    const sample = { ts, offset, duration: 0, key, data: toAvcc(nals) }
    const nowMs = this.#options.nowMs()
    this.#followers.get(name)?.picture({ takeId, sample, format: key ? formatOf(nals) : undefined }, nowMs)
  }

  /** The child cannot keep up. If that goes on, it gets less to do. */
  #strain(nowMs: number): void {
    this.#strains = [...this.#strains.filter((atMs) => nowMs - atMs < strainedMs), nowMs]
    this.#options.log.warn(
      { rungs: this.#rungs.map(({ name }) => name) },
      'the ladder is behind: it skips to a key picture',
    )
    if (this.#strains.length < strainsMax) return
    const [largest, ...others] = this.#rungs
    if (!largest) return
    this.#givenUp.add(largest.name)
    this.#rungs = others
    this.#strains = []
    this.#options.log.error({ rung: largest.name }, 'the ladder is behind too often: a rendition is given up')
  }

  /** Looks whether the child hangs, and gives up on what is late. */
  tick(): void {
    const nowMs = this.#options.nowMs()
    const run = this.#run
    if (run?.ready && run.silentMs(nowMs) > hangMsMax) {
      this.#options.log.error({}, 'the ladder hangs, starting another')
      run.ready = false
      run.child.restart()
    }
    this.#catchUp()
  }

  #catchUp(): void {
    for (const follower of this.followers) follower.catchUp(this.#options.nowMs())
  }
}

/** One source's child: what it was sent and has not answered. */
class Run {
  readonly child: CodecChild
  timer: NodeJS.Timeout | undefined
  ready = false
  unavailable = false
  waitsForKey = true
  sent: { ts: number; atMs: number }[] = []
  #heardAtMs = 0

  constructor(child: CodecChild) {
    this.child = child
  }

  begin(): void {
    this.ready = true
    this.askKey()
    this.sent = []
  }

  askKey(): void {
    this.waitsForKey = true
  }

  came(ts: number, nowMs: number): void {
    this.#heardAtMs = nowMs
    while (this.sent[0] && this.sent[0].ts <= ts) this.sent.shift()
  }

  /** How long it has not said a word, though it was asked. */
  silentMs(nowMs: number): number {
    return this.sent[0] ? nowMs - Math.max(this.#heardAtMs, this.sent[0].atMs) : 0
  }

  lagMs(nowMs: number): number {
    return this.sent[0] ? nowMs - this.sent[0].atMs : 0
  }
}
