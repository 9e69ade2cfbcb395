import { type FileHandle, mkdir, open, readFile, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Part, Segment } from '../hls/window.ts'
import { type IndexLine, indexFile, readIndex } from './recorded.ts'

const freeBytesLeast = 512 * 1024 * 1024 // The database lives on the same disk, more often than not.
const waitingBytesMost = 64 * 1024 * 1024 // A disk this far behind does not catch up.

export type StopReason = 'diskFull' | 'diskFailed' | 'diskSlow'

export type RecorderOptions = {
  folder: string
  /** Called once, when nothing more is written though parts still come. */
  onStop: (reason: StopReason, error?: unknown) => void
  freeBytes?: (folder: string) => Promise<number>
}

/**
 * Writes one stream's parts down as they are made: into the file of their take, then a line of the index. What was
 * written before (a process was killed) is gone on with. A disk that fails costs the recording and nothing else.
 */
export class Recorder {
  readonly #options: RecorderOptions
  #writing: Promise<void>
  #waitingBytes = 0
  #stopped = false
  #index: FileHandle | undefined
  #file: FileHandle | undefined
  #takes = 0
  #takeId: string | undefined
  #sequence: number | undefined
  #offset = 0

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#writing = this.#guarded(() => this.#open())
  }

  /** Takes the next part; returns at once. */
  part(part: Part, segment: Segment, init: Buffer): void {
    const before = segment.parts.indexOf(part)
    const startedAtMs = segment.parts.slice(0, before).reduce((at, one) => at + one.durationMs, segment.startedAtMs)
    if (this.#stopped) return
    this.#waitingBytes += part.bytes.length
    if (this.#waitingBytes > waitingBytesMost) this.#stop('diskSlow')
    this.#then(async () => {
      if (segment.takeId !== this.#takeId) await this.#startTake(segment.takeId, init)
      if (segment.sequence !== this.#sequence) await this.#startSegment(segment.sequence)
      await this.#append(part, segment.sequence, startedAtMs)
      this.#waitingBytes -= part.bytes.length
    })
  }

  /** The show is over: nothing follows. */
  end(nowMs: number): Promise<void> {
    this.#then(() => this.#line({ end: nowMs }))
    return this.close()
  }

  /** Stops writing; the recording may be gone on with. Resolves when everything taken is on its way to the disk. */
  close(): Promise<void> {
    this.#then(() => this.#closeFiles())
    return this.#writing.then(() => {
      this.#stopped = true
    })
  }

  #then(work: () => Promise<void>): void {
    this.#writing = this.#writing.then(() => this.#guarded(work))
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    if (this.#stopped) return
    try {
      await work()
    } catch (error) {
      this.#stop((error as { code?: string }).code === 'ENOSPC' ? 'diskFull' : 'diskFailed', error)
    }
  }

  #stop(reason: StopReason, error?: unknown): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#options.onStop(reason, error)
    void this.#closeFiles().catch(() => {})
  }

  async #open(): Promise<void> {
    const { folder } = this.#options
    await mkdir(folder, { recursive: true })
    const path = join(folder, indexFile)
    this.#index = await open(path, 'a')
    const { size } = await this.#index.stat()
    const before = size === 0 ? '' : await readFile(path, 'utf8')
    const { takes, endedAtMs } = readIndex(before)
    this.#takes = takes
    if (endedAtMs !== undefined) {
      await this.#closeFiles()
      this.#stopped = true
      return
    }
    // A torn line must not spoil the next one.
    if (before !== '' && !before.endsWith('\n')) await this.#index.write('\n')
  }

  async #startTake(takeId: string, init: Buffer): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
    const name = await this.#newFile()
    await this.#file!.writeFile(init)
    this.#offset = init.length
    this.#takeId = takeId
    this.#sequence = undefined
    await this.#line({ take: takeId, file: name, init: init.length })
  }

  /** A file of an interrupted writer that the index does not name stays as it is. */
  async #newFile(): Promise<string> {
    for (;;) {
      const name = `take-${++this.#takes}.mp4`
      try {
        this.#file = await open(join(this.#options.folder, name), 'ax')
        return name
      } catch (error) {
        if ((error as { code?: string }).code !== 'EEXIST') throw error
      }
    }
  }

  /** About every two seconds: what a power cut may cost, and how soon a filling disk is seen. */
  async #startSegment(sequence: number): Promise<void> {
    const { folder, freeBytes = freeBytesOf } = this.#options
    if ((await freeBytes(folder)) < freeBytesLeast) return this.#stop('diskFull')
    this.#sequence = sequence
    await this.#file!.datasync()
    await this.#index!.datasync()
  }

  async #append(part: Part, segment: number, startedAtMs: number): Promise<void> {
    if (this.#stopped) return
    await this.#file!.writeFile(part.bytes)
    const bytes = part.bytes.length
    const { durationMs: ms, independent: key } = part
    await this.#line({ segment, at: Math.round(startedAtMs), ms, from: this.#offset, bytes, key })
    this.#offset += bytes
  }

  async #line(line: IndexLine): Promise<void> {
    await this.#index!.writeFile(`${JSON.stringify(line)}\n`)
  }

  async #closeFiles(): Promise<void> {
    const files = [this.#file, this.#index]
    this.#file = undefined
    this.#index = undefined
    for (const file of files) {
      try {
        await file?.datasync()
      } finally {
        await file?.close()
      }
    }
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
