import type { FilesDoor } from '../../doors/doors.ts'
import type { MediaLog } from '../events.ts'
import { mediaPlaylist, segmentsWithParts } from './playlist.ts'
import type { Playable, Rendition } from './serve.ts'
import { storedAt } from './stored.ts'
import type { LiveWindow } from './window.ts'

type Put = { path: string; bytes: Uint8Array; type: string }
type Options = { id: string; stream: Playable; files: FilesDoor; partMs: number; log: MediaLog }

const partsGuessed = 12
const [playlistType, segmentType] = ['application/vnd.apple.mpegurl', 'video/iso.segment']

/**
 * Puts a stream behind the file door, so that others can serve it. What a playlist names is put before the playlist:
 * whatever dies in between, everything that was announced is there. The stream never waits; a slow door misses
 * playlists, not parts of those that it gets.
 */
export class Storing {
  readonly #options: Options
  readonly #watched = new Map<LiveWindow, () => void>()
  readonly #there = new Set<string>()
  #adopted: Promise<void> | undefined
  #dirty = false
  #running: Promise<void> | undefined
  #failed = false
  #stopped = false

  constructor(options: Options) {
    this.#options = options
    this.#follow()
  }

  /** Nothing more is put, and what was is taken away. */
  async forget(): Promise<void> {
    this.stop()
    await this.#running
    const names = this.#options.stream.renditions().map(({ name }) => this.#at(`${name}.m3u8`))
    for (const path of [this.#at('master.m3u8'), ...names, ...this.#there]) await this.#attempt('remove', path)
  }

  stop(): void {
    this.#stopped = true
    for (const [window, change] of this.#watched) window.changed.off('change', change)
  }

  /** Renditions come later than the source. */
  #follow(): Rendition[] {
    const renditions = this.#options.stream.renditions()
    for (const { window } of renditions) {
      if (this.#watched.has(window)) continue
      const change = () => this.#change()
      this.#watched.set(window, change)
      window.changed.on('change', change)
    }
    return renditions
  }

  #change(): void {
    this.#dirty = true
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
  }

  async #run(): Promise<void> {
    while (this.#dirty && !this.#stopped) {
      this.#dirty = false
      try {
        await this.#putAll()
        this.#failed = false
      } catch (error) {
        // Said once; the next part tries again.
        const { id, log } = this.#options
        if (!this.#failed) log.warn({ streamId: id, error: String(error) }, 'the file door takes no parts')
        this.#failed = true
      }
    }
  }

  async #putAll(): Promise<void> {
    const { stream, partMs } = this.#options
    // Files and playlists of one instant.
    const renditions = this.#follow().filter(({ window }) => window.playable)
    if (renditions.length === 0) return
    const files = renditions.flatMap(({ window }) => this.#filesOf(window))
    const playlists = renditions.map(({ name, window }): Put => {
      const siblings = renditions
        .filter((one) => one.name !== name)
        .map((one) => ({ uri: `${one.name}.m3u8`, window: one.window }))
      const text = mediaPlaylist(window, { partMs, siblings })
      return { path: this.#at(`${name}.m3u8`), bytes: Buffer.from(text), type: playlistType }
    })
    this.#adopted ??= this.#adopt()
    await this.#adopted
    const master = await stream.master('')
    await Promise.all(files.filter(({ path }) => !this.#there.has(path)).map((one) => this.#put(one)))
    for (const one of playlists) await this.#options.files.put(one.path, one.bytes, one.type)
    if (master) await this.#options.files.put(this.#at('master.m3u8'), Buffer.from(withoutWhep(master)), playlistType)
    await this.#tidy(renditions)
  }

  #filesOf(window: LiveWindow): Put[] {
    const { kept } = window
    const takes = [...new Set(kept.map(({ takeId }) => takeId))]
    const inits = takes.flatMap((id) => {
      const bytes = window.init(id)
      return bytes ? [{ path: this.#at(`${id}/init.mp4`), bytes, type: 'video/mp4' }] : []
    })
    const withParts = kept.length - segmentsWithParts - 1
    const media = kept.flatMap((segment, i) => {
      const base = `${segment.takeId}/`
      const whole = { path: this.#at(`${base}s${segment.sequence}.m4s`), bytes: segment.bytes, type: segmentType }
      const parts = segment.parts.flatMap((part, k) =>
        part.gap || i < withParts
          ? []
          : [{ path: this.#at(`${base}p${segment.sequence}.${k}.m4s`), bytes: part.bytes, type: segmentType }],
      )
      return segment.closed && !segment.gap ? [...parts, whole] : parts
    })
    return [...inits, ...media]
  }

  async #put({ path, bytes, type }: Put): Promise<void> {
    await this.#options.files.put(path, bytes, type)
    this.#there.add(path)
  }

  /** What a process before us left there: it goes when it is old. How many parts there were is not known any more. */
  async #adopt(): Promise<void> {
    const read = async (name: string) => {
      const file = await this.#options.files.get(this.#at(name))
      return new TextDecoder().decode(file?.bytes)
    }
    const playlists = (await read('master.m3u8')).match(/^\w+\.m3u8$/gm) ?? []
    for (const text of await Promise.all(playlists.map(read))) {
      for (const [, take, sequence] of text.matchAll(/^([\w-]+)\/s(\d+)\.m4s$/gm)) {
        this.#there.add(this.#at(`${take}/s${sequence}.m4s`))
        for (let k = 0; k < partsGuessed; k++) this.#there.add(this.#at(`${take}/p${sequence}.${k}.m4s`))
      }
    }
  }

  /** What no player can want any more goes. */
  async #tidy(renditions: Rendition[]): Promise<void> {
    const sequences = renditions.map(({ window }) => window.kept[0]?.sequence ?? 0)
    const oldest = Math.min(...sequences)
    for (const path of this.#there) {
      const sequence = /\/[sp](\d+)[\d.]*\.m4s$/.exec(path)?.[1]
      if (sequence === undefined || Number(sequence) >= oldest) continue
      this.#there.delete(path)
      await this.#options.files.remove(path)
    }
  }

  async #attempt(what: 'remove', path: string): Promise<void> {
    await this.#options.files[what](path).catch((error) =>
      this.#options.log.warn({ path, error: String(error) }, 'a stored part could not be removed'),
    )
  }

  #at(path: string): string {
    return storedAt(this.#options.id, path)
  }
}

/** Packets are passed on by the process that gets them, and by no other. */
const withoutWhep = (master: string): string =>
  master.replace(/^#EXT-X-SESSION-DATA:DATA-ID="org\.estrade\.whep".*\n/m, '')
