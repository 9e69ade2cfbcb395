import { AsyncResource } from 'node:async_hooks'
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { SteadyClock } from '../lib/steady-clock.ts'
import type { BroadcastPicture } from './codec/messages.ts'
import type { MediaEngine } from './engine-face.ts'
import { type MediaEngineOptions, settingsOf } from './engine-options.ts'
import type { MediaEvent } from './events.ts'
import { signPlayback } from './guard.ts'
import type { FromMedia, MediaSettings, ToMedia } from './messages.ts'
import type { PushTarget } from './rtmp/pushes.ts'
import type { SlateWish } from './slate.ts'
import { StandingWishes } from './standing-wishes.ts'
import { ChildWatch, mediaLimits } from './watch-child.ts'

export type { MediaEngine } from './engine-face.ts'
export type { MediaEngineOptions } from './engine-options.ts'
export type { MediaEvent } from './events.ts'

const firstPauseMs = 200
const pauseMsMax = 5000
const steadyMs = 10_000
const stopMsMax = 1500

/** Starts the media process and keeps it running. Resolves when it listens; rejects when it cannot the first time. */
export async function startMediaEngine(options: MediaEngineOptions): Promise<MediaEngine> {
  const engine = new SupervisedEngine(options)
  await engine.start()
  return engine
}

class SupervisedEngine implements MediaEngine {
  readonly #options: MediaEngineOptions
  /** Does not jump, like those of the processes: the next one goes on where the last one was. */
  readonly #clock: SteadyClock
  readonly #settings: MediaSettings
  readonly #listeners = new Set<(event: MediaEvent) => void>()
  readonly #wishes = new StandingWishes()
  /** Streams that went live and are not over: after a restart they resume rather than start. */
  readonly #live = new Map<string, 'live' | 'interrupted'>()
  #child: ChildProcess | undefined
  #restart: NodeJS.Timeout | undefined
  #pauseMs = firstPauseMs
  #rtmpPort: number | undefined
  #srtPort: number | undefined
  #stopping = false

  constructor(options: MediaEngineOptions) {
    this.#options = options
    this.#clock = options.clock ?? new SteadyClock()
    this.#settings = settingsOf(options)
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#fork(resolve, () => reject(new Error('The media process could not start; see its log.')))
    })
  }

  origin(): string {
    return `http://127.0.0.1:${this.#settings.httpPort}`
  }

  rtmpPort(): number | undefined {
    return this.#rtmpPort
  }

  srtPort(): number | undefined {
    return this.#srtPort
  }

  srtPassphrase(): string | undefined {
    return this.#settings.srtPassphrase
  }

  on(listener: (event: MediaEvent) => void): () => void {
    const outside = AsyncResource.bind(listener)
    this.#listeners.add(outside)
    return () => this.#listeners.delete(outside)
  }

  throwOut(streamId: string): void {
    this.#wishes.broadcasts.delete(streamId)
    this.#send({ type: 'kick', streamId })
  }

  keepKeys(streamId: string, keyIds: string[]): void {
    this.#send({ type: 'keepKeys', streamId, keyIds })
  }

  slate(streamId: string, wish: SlateWish): void {
    this.#wishes.slates.set(streamId, wish)
    this.#send({ type: 'slate', streamId, wish })
  }

  close(streamId: string): void {
    this.#wishes.forget(streamId)
    this.#send({ type: 'close', streamId })
    // Said here, since a process that was restarted knows nothing of a stream whose publisher never came back.
    if (this.#live.has(streamId)) this.#pass('live.ended', streamId)
  }

  forget(streamId: string): void {
    this.close(streamId)
    this.#send({ type: 'forget', streamId })
    this.#wishes.guarded.delete(streamId)
  }

  broadcast(streamId: string, picture: BroadcastPicture): void {
    this.#wishes.broadcasts.set(streamId, picture)
    this.#send({ type: 'broadcast', streamId, picture })
  }

  stopBroadcast(streamId: string): void {
    if (this.#wishes.broadcasts.delete(streamId)) this.#send({ type: 'stopBroadcast', streamId })
  }

  record(streamId: string, fromMs: number): void {
    this.#wishes.recorded.set(streamId, fromMs)
    this.#send({ type: 'record', streamId, fromMs })
  }

  guard(streamId: string, guarded: boolean): void {
    const { guarded: shut, open } = this.#wishes
    ;(guarded ? shut : open).add(streamId)
    ;(guarded ? open : shut).delete(streamId)
    this.#send({ type: 'guard', streamId, guarded })
  }

  playbackToken(streamId: string, expiresAtMs: number): string {
    return signPlayback(this.#settings.playbackSecret, streamId, expiresAtMs)
  }

  push(streamId: string, targets: PushTarget[]): void {
    if (targets.length > 0) this.#wishes.pushed.set(streamId, targets)
    else this.#wishes.pushed.delete(streamId)
    this.#send({ type: 'push', streamId, targets })
  }

  pid(): number | undefined {
    return this.#child?.pid
  }

  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#restart)
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    this.#send({ type: 'stop' })
    const impatience = setTimeout(() => child.kill('SIGKILL'), stopMsMax)
    await exited
    clearTimeout(impatience)
  }

  #fork(onListening: () => void, onExit: () => void): void {
    const startedAt = performance.now()
    const child = fork(new URL('./main.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Compiled once, for codec children too: a process is up sooner, and needs half the memory (25 MB for 50).
      env: { ...process.env, NODE_COMPILE_CACHE: join(this.#options.dataFolder, 'compile-cache') },
    })
    this.#child = child
    const watch = new ChildWatch(child, mediaLimits, { log: this.#options.log }).start()
    let listening = false
    child.on('message', (message: FromMedia) => {
      watch.hear()
      if (message.type === 'listening') {
        listening = true
        this.#settings.httpPort = message.port
        this.#rtmpPort = message.rtmpPort
        this.#srtPort = message.srtPort
        if (message.srtPort !== undefined) this.#settings.srtPort = message.srtPort
        if (message.rtmpPort !== undefined) this.#settings.rtmpPort = message.rtmpPort
        for (const wish of this.#wishes.messages()) this.#send(wish)
        onListening()
      } else this.#hear(message, child)
    })
    child.on('error', (error) => this.#options.log.warn({ error: error.message }, 'media process'))
    child.once('exit', (code, signal) => {
      watch.stop()
      if (this.#stopping) return
      if (!listening) onExit()
      if (listening || this.#restart) this.#comeBack({ code, signal }, performance.now() - startedAt, listening)
    })
    this.#settings.notBeforeMs = this.#live.size > 0 ? this.#clock.now().getTime() : 0
    this.#send({ type: 'open', settings: this.#settings })
  }

  #comeBack(how: { code: number | null; signal: string | null }, livedMs: number, wasUp: boolean): void {
    this.#options.log.error(how, 'media process died, starting another')
    if (wasUp) {
      this.#emit({ type: 'engine.down', at: this.#at() })
      for (const [id, phase] of this.#live) if (phase === 'live') this.#pass('live.interrupted', id)
    }
    if (livedMs > steadyMs) this.#pauseMs = firstPauseMs
    const up = () => this.#emit({ type: 'engine.up', at: this.#at() })
    this.#restart = setTimeout(() => this.#fork(up, () => {}), this.#pauseMs)
    this.#pauseMs = Math.min(this.#pauseMs * 2, pauseMsMax)
  }

  #hear(message: FromMedia, child: ChildProcess): void {
    if (message.type === 'log') this.#options.log[message.level](message.fields, message.message)
    if (message.type === 'authorize') void this.#authorize(message.id, message.key, child)
    if (message.type !== 'event') return
    const { event } = message
    if (event.type === 'live.ended' && !this.#live.has(event.streamId)) return
    if (event.type === 'live.started' && this.#live.has(event.streamId)) this.#pass('live.resumed', event.streamId)
    else if (event.type.startsWith('live.')) this.#pass(event.type as LiveType, (event as LiveEvent).streamId)
    else this.#emit(event)
  }

  async #authorize(id: number, key: string, child: ChildProcess): Promise<void> {
    const found = await this.#options.authorize(key).catch((error: unknown) => {
      this.#options.log.error({ error: String(error) }, 'a publisher could not be checked')
      return undefined
    })
    // Before the answer, on the same channel: whoever publishes finds the stream free.
    if (found?.guarded !== undefined) this.guard(found.streamId, found.guarded)
    if (found) this.stopBroadcast(found.streamId)
    const opened = found && { streamId: found.streamId, keyId: found.keyId }
    if (child.connected) child.send({ type: 'authorized', id, opened } satisfies ToMedia, () => {})
  }

  #pass(type: LiveType, streamId: string): void {
    if (type === 'live.ended') this.#live.delete(streamId)
    else {
      if (this.#live.size === 0) this.#clock.set()
      this.#live.set(streamId, type === 'live.interrupted' ? 'interrupted' : 'live')
    }
    this.#emit({ type, streamId, at: this.#at() })
  }

  #emit(event: MediaEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  #send(message: ToMedia): void {
    if (this.#child?.connected) this.#child.send(message, () => {})
  }

  #at(): string {
    return (this.#options.now?.() ?? this.#clock.now()).toISOString()
  }
}

type LiveEvent = Extract<MediaEvent, { streamId: string }>
type LiveType = 'live.started' | 'live.interrupted' | 'live.resumed' | 'live.ended'
