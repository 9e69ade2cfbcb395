import { mkdir, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, sep } from 'node:path'
import { type Clock, systemClock } from '../lib/clock.ts'
import { newId } from '../lib/ids.ts'
import type { FilesDoor } from './doors.ts'

/** The end of a path says what is in it: one write keeps both. */
const contentTypes: Record<string, string> = {
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.svg': 'image/svg+xml',
  '.mp4': 'video/mp4',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.m4s': 'video/iso.segment',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
}

const piece = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/

/**
 * The pieces of a path such as `pictures/0192….webp`. No piece begins with a dot, so none can lead upwards or hide.
 * @throws on any other path: paths are made by our code, never by people
 */
export function piecesOf(path: string): string[] {
  const pieces = path.split('/')
  if (pieces.length > 8 || !pieces.every((one) => piece.test(one))) throw new Error(`not a path of a file: ${path}`)
  return pieces
}

/** @throws when the end of the path does not go with the content type */
export function assertContentType(path: string, contentType: string): void {
  if (contentTypes[extname(path)] !== contentType) throw new Error(`${path} cannot hold ${contentType}`)
}

/** The content type that the end of the path stands for. */
export const contentTypeOf = (path: string): string => contentTypes[extname(path)] ?? 'application/octet-stream'

/** Files in a folder of this machine, which is made when it is needed. Without `flush` a power cut may take the last. */
export function filesInFolder(folder: string, clock: Clock = systemClock, flush = true): FilesDoor {
  const writing = join(folder, '.writing')

  /** Where the file is on disk; undefined when its folder is not there, or a link leads out of ours. */
  async function place(path: string): Promise<string | undefined> {
    const wanted = join(folder, ...piecesOf(path))
    try {
      const [root, parent] = await Promise.all([realpath(folder), realpath(dirname(wanted))])
      return parent === root || parent.startsWith(root + sep) ? join(parent, basename(wanted)) : undefined
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  let swept: Promise<void> | undefined
  return {
    async put(path, bytes, contentType) {
      assertContentType(path, contentType)
      await mkdir(join(folder, ...piecesOf(path).slice(0, -1)), { recursive: true })
      await mkdir(writing, { recursive: true })
      swept ??= sweep(writing, clock.now())
      await swept
      const target = await place(path)
      if (!target) throw new Error(`${path} is outside the folder of files`)
      await putWhole(join(writing, newId(clock.now())), target, bytes, flush)
    },
    async get(path) {
      const source = await place(path)
      if (!source) return undefined
      try {
        if ((await realpath(source)) !== source) return undefined
        return { bytes: await readFile(source), contentType: contentTypeOf(path) }
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async remove(path) {
      const target = await place(path)
      if (target) await rm(target, { force: true })
    },
  }
}

/** A file is there whole or not at all, whenever the power goes: written aside, flushed, renamed, folder flushed. */
async function putWhole(aside: string, target: string, bytes: Uint8Array, flush: boolean): Promise<void> {
  try {
    if (flush) await flushed(aside, 'wx', (file) => file.writeFile(bytes))
    else await writeFile(aside, bytes, { flag: 'wx' })
    await rename(aside, target)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
  if (flush) await flushed(dirname(target), 'r')
}

type Opened = Awaited<ReturnType<typeof open>>

async function flushed(path: string, flags: string, work?: (file: Opened) => Promise<void>): Promise<void> {
  const file = await open(path, flags)
  try {
    await work?.(file)
    await file.sync()
  } finally {
    await file.close()
  }
}

const dayMs = 86_400_000

/** What a crash left half written. Younger ones may be another process's work under way. */
async function sweep(writing: string, now: Date): Promise<void> {
  for (const name of await readdir(writing)) {
    const path = join(writing, name)
    const age = await stat(path).then(
      ({ mtimeMs }) => now.getTime() - mtimeMs,
      () => 0,
    )
    if (age > dayMs) await rm(path, { force: true })
  }
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes((error as { code?: string }).code ?? '')
