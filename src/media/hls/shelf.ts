import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { mediaPlaylist } from './playlist.ts'
import type { Rendition } from './serve.ts'
import type { LiveWindow } from './window.ts'

const gzipAsync = promisify(gzip)

type Written = { text: Buffer; zipped: Promise<Buffer> }
type Kind = { skip: boolean; passed: string }

const kindsMax = 50 // Whoever makes up parameters must not fill the memory.

/** Playlists as they are sent: written and compressed once per change, whoever asks. */
export class PlaylistShelf {
  readonly #partMs: number
  readonly #shelves = new WeakMap<LiveWindow, { version: number; written: Map<string, Written> }>()

  constructor(partMs: number) {
    this.#partMs = partMs
  }

  take({ window }: Rendition, renditions: Rendition[], kind: Kind): Written {
    const key = `${kind.skip} ${kind.passed}`
    const known = this.#shelves.get(window)
    const fresh = known?.version === window.version && known.written.size < kindsMax
    const shelf = fresh ? known : { version: window.version, written: new Map<string, Written>() }
    if (!fresh) this.#shelves.set(window, shelf)
    let written = shelf.written.get(key)
    if (!written) {
      written = this.#write(window, renditions, kind)
      shelf.written.set(key, written)
    }
    return written
  }

  #write(window: LiveWindow, renditions: Rendition[], { skip, passed }: Kind): Written {
    const siblings = renditions
      .filter((other) => other.window !== window)
      .map((other) => ({ uri: `${other.name}.m3u8${passed}`, window: other.window }))
    const text = Buffer.from(mediaPlaylist(window, { partMs: this.#partMs, skip, siblings }))
    return { text, zipped: gzipAsync(text, { level: 4 }) }
  }
}
