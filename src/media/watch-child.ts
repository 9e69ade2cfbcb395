import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import type { MediaLog } from './events.ts'

/** The part of a child process that is watched. */
export type Watched = { pid?: number | undefined; kill(signal: 'SIGKILL'): boolean }

export type Limits = {
  /** Of resident memory. */
  bytesMost: number
  /** Beats in a row without a word of life, after the first. */
  silentBeatsMost: number
  /** How far it stands back for others, 0 to 19: what is live goes before what can wait. */
  nice: number
}

const beatMs = 2000
const megabyte = 1024 * 1024

/** A codec child needs 80 to 200 MB. */
export const codecLimits: Limits = { bytesMost: 768 * megabyte, silentBeatsMost: 5, nice: 5 }
/** Making the files of a recording can wait; it reads a whole show's index. */
export const recordingLimits: Limits = {
  bytesMost: 1536 * megabyte,
  silentBeatsMost: Number.POSITIVE_INFINITY,
  nice: 15,
}
/** Holds up to three minutes of every rendition of every show; killing it interrupts all of them. */
export const mediaLimits: Limits = { bytesMost: 6144 * megabyte, silentBeatsMost: 7, nice: 0 }

/** What a child says once a beat, so that one that hangs is told from one with nothing to say. */
export function sayAlive(say: () => void): void {
  setInterval(say, beatMs / 2).unref()
}

/**
 * Watches one child: one that has grown beyond its memory, or that hangs, is killed, and whoever supervises it starts
 * another. Silence is counted in beats of our own, not in time: after we slept ourselves, nobody is to blame.
 */
export class ChildWatch {
  readonly #child: Watched
  readonly #limits: Limits
  readonly #log: Pick<MediaLog, 'error'>
  readonly #bytesOf: (pid: number) => number | undefined
  #beat: NodeJS.Timeout | undefined
  #silentBeats: number | undefined

  constructor(child: Watched, limits: Limits, needs: { log: Pick<MediaLog, 'error'>; bytesOf?: typeof residentBytes }) {
    this.#child = child
    this.#limits = limits
    this.#log = needs.log
    this.#bytesOf = needs.bytesOf ?? residentBytes
  }

  start(): this {
    try {
      if (this.#child.pid !== undefined && this.#limits.nice > 0) setPriority(this.#child.pid, this.#limits.nice)
    } catch {
      // It is gone already.
    }
    this.#beat = setInterval(() => this.look(), beatMs).unref()
    return this
  }

  /** It has said something. */
  hear(): void {
    this.#silentBeats = 0
  }

  stop(): void {
    clearInterval(this.#beat)
  }

  look(): void {
    const { pid } = this.#child
    const bytes = pid === undefined ? undefined : this.#bytesOf(pid)
    if (this.#silentBeats !== undefined) this.#silentBeats += 1
    if (bytes !== undefined && bytes > this.#limits.bytesMost) this.#kill({ pid, bytes }, 'uses too much memory')
    else if ((this.#silentBeats ?? 0) > this.#limits.silentBeatsMost) this.#kill({ pid }, 'hangs')
  }

  #kill(fields: object, why: string): void {
    this.stop()
    this.#log.error(fields, `a child of the media ${why}: killed`)
    this.#child.kill('SIGKILL')
  }
}

/** Linux says it; elsewhere nothing is known. */
function residentBytes(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}
