import type { FilesDoor } from '../doors/doors.ts'
import type { SteadyClock } from '../lib/steady-clock.ts'
import { broadcastOn, playBroadcast } from './broadcaster.ts'
import type { BroadcastPicture } from './codec/messages.ts'
import { superviseCodec } from './codec/supervise.ts'
import type { MediaEvent, MediaLog } from './events.ts'
import type { LadderOptions } from './hls/ladder.ts'
import { Storing } from './hls/storing.ts'
import type { Recordings } from './recording/recordings.ts'
import type { PushTarget } from './rtmp/pushes.ts'
import type { SlateOptions } from './slate.ts'
import { Stream } from './stream.ts'

const endedKeptMs = 10 * 60_000 // Players that were away still find the end.
const watchEveryMs = 500
const reportEveryMs = 2000

export type StreamsOptions = {
  partMs: number
  /** Whether smaller renditions are made. */
  ladder: boolean
  now: () => Date
  /** Set when nothing is on air. */
  clock: Pick<SteadyClock, 'set'>
  newId: () => string
  emit: (event: MediaEvent) => void
  log: MediaLog
  recordings?: Recordings | undefined
  /** Where public streams are put for others to serve. */
  files?: FilesDoor | undefined
}

/** All streams of this process, by id. */
export class Streams {
  readonly #streams = new Map<string, Stream>()
  readonly #stored = new Map<string, Storing>()
  readonly #options: StreamsOptions
  readonly #timers: NodeJS.Timeout[]

  constructor(options: StreamsOptions) {
    this.#options = options
    this.#timers = [
      setInterval(() => this.#each((stream) => stream.watch()), watchEveryMs),
      setInterval(() => this.#each((stream) => stream.report()), reportEveryMs),
    ]
  }

  find(id: string): Stream | undefined {
    return this.#streams.get(id)
  }

  /** The stream of that id, made when it is not there yet or is over. */
  open(id: string): Stream {
    const known = this.#streams.get(id)
    if (known && !known.ended) return known
    if (![...this.#streams.values()].some(({ ended }) => !ended)) this.#options.clock.set()
    const { partMs, now, newId, emit, log } = this.#options
    const spawn: LadderOptions['spawn'] = (hear) => superviseCodec({ type: 'ladder' }, hear, log)
    const { ladder } = this.#options
    const playSlate: SlateOptions['play'] = (feed, picture, onUnavailable) =>
      playBroadcast(feed, picture, { now, log, onUnavailable })
    const stream = new Stream({ id, partMs, now, newId, emit, spawn, playSlate, log, ladder })
    this.#streams.set(id, stream)
    this.#options.recordings?.watch(id, stream.window)
    return stream
  }

  broadcast(id: string, picture: BroadcastPicture): void {
    broadcastOn(this.open(id), picture, this.#options.now, this.#options.log)
  }

  /** Sends a stream on to these servers, and to no others. */
  push(id: string, targets: PushTarget[]): void {
    this.open(id).pushes.set(targets)
  }

  /** From now on others may serve it as well, or (`guarded`) none may, and what they had is taken away. */
  store(id: string, guarded: boolean): void {
    const { files, partMs, log } = this.#options
    if (!files) return
    const known = this.#stored.get(id)
    if (guarded || known) {
      if (!guarded) return
      this.#stored.delete(id)
      return void known?.forget()
    }
    this.#stored.set(id, new Storing({ id, stream: this.open(id), files, partMs, log }))
  }

  close(id: string): void {
    const stream = this.#streams.get(id)
    stream?.end()
    this.#options.recordings?.end(id)
    if (!stream) return
    setTimeout(() => this.#streams.get(id) === stream && this.forget(id), endedKeptMs).unref()
  }

  /** Nothing that was shown of it is served any more. To be called after `close`. */
  forget(id: string): void {
    if (!this.#streams.get(id)?.ended) return
    this.#streams.delete(id)
    this.store(id, true)
  }

  /** Stops every source; nothing is said about it. */
  stop(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.#each((stream) => stream.kick())
  }

  #each(act: (stream: Stream) => void): void {
    for (const stream of this.#streams.values()) act(stream)
  }
}
