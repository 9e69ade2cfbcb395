import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { MediaEvent, MediaLog } from '../events.ts'
import { durationMs, type LiveWindow, type Part, type Segment } from '../hls/window.ts'
import { indexFile } from './recorded.ts'
import { Recorder, type StopReason } from './recorder.ts'

export type RecordingsOptions = {
  /** Holds a folder for each recorded stream. */
  folder: string
  now: () => Date
  emit: (event: MediaEvent) => void
  log: MediaLog
}

/** Which streams of this process are written down. */
export class Recordings {
  readonly #options: RecordingsOptions
  readonly #windows = new Map<string, LiveWindow>()
  readonly #recorders = new Map<string, Recorder>()

  constructor(options: RecordingsOptions) {
    this.#options = options
  }

  /** A stream's window is there. A recording that was under way when another process was killed goes on by itself. */
  watch(streamId: string, window: LiveWindow): void {
    this.#windows.set(streamId, window)
    window.onPart = (part, segment) => this.#part(streamId, window, part, segment)
    if (existsSync(join(this.#folder(streamId), indexFile))) this.start(streamId, 0)
  }

  /** Writes down everything from an instant on, also what is still in memory. Does nothing when it does so already. */
  start(streamId: string, fromMs: number): void {
    if (this.#recorders.has(streamId)) return
    const onStop = (reason: StopReason, error?: unknown) => this.#stopped(streamId, reason, error)
    this.#recorders.set(streamId, new Recorder({ folder: this.#folder(streamId), onStop }))
    const window = this.#windows.get(streamId)
    for (const segment of window?.kept ?? []) {
      if (segment.closed && segment.startedAtMs + durationMs(segment) <= fromMs) continue
      for (const part of segment.parts) this.#part(streamId, window, part, segment)
    }
  }

  /** The stream is over, and its recording with it. */
  end(streamId: string): void {
    this.#windows.delete(streamId)
    const there = existsSync(join(this.#folder(streamId), indexFile))
    if (there && !this.#recorders.has(streamId)) this.start(streamId, 0)
    void this.#recorders.get(streamId)?.end(this.#options.now().getTime())
    this.#recorders.delete(streamId)
  }

  /** This process ends; the recordings may go on in another. */
  async close(): Promise<void> {
    await Promise.all([...this.#recorders.values()].map((recorder) => recorder.close()))
  }

  #part(streamId: string, window: LiveWindow | undefined, part: Part, segment: Segment): void {
    const init = window?.init(segment.takeId)
    if (init && !part.gap && !window?.isSlate(segment.takeId)) this.#recorders.get(streamId)?.part(part, segment, init)
  }

  #stopped(streamId: string, reason: StopReason, error: unknown): void {
    const { emit, log, now } = this.#options
    log.warn({ streamId, reason, error: error && String(error) }, 'recording stopped; the stream goes on')
    emit({ type: 'recording.stopped', streamId, at: now().toISOString(), reason })
  }

  #folder(streamId: string): string {
    if (!/^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/.test(streamId)) throw new Error(`not a name of a recording: ${streamId}`)
    return join(this.#options.folder, streamId)
  }
}
