import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readFragments } from '../mp4/read.ts'
import { WholeFile } from '../mp4/whole.ts'
import type { RecordedSegment } from './recorded.ts'

export type WrittenFile = { durationMs: number; bytes: number }

/**
 * Writes segments of a recording as one MP4 that plays while it loads. The file is there whole or not at all.
 * @throws when a file of the recording is not what its index says
 */
export async function writeMp4(
  folder: string,
  segments: readonly RecordedSegment[],
  name: string,
): Promise<WrittenFile> {
  await using files = new OpenFiles(folder)
  const whole = new WholeFile()
  let take: string | undefined
  for (const segment of segments) {
    const { file, init } = segment.take
    if (take !== file) whole.startTake(await files.read(file, 0, init))
    take = file
    whole.add(file, segment.from, readFragments(await files.read(file, segment.from, segment.bytes)))
  }
  const aside = join(folder, `.${name}`)
  const out = await open(aside, 'w')
  try {
    await out.writeFile(whole.header())
    for (const piece of whole.pieces) await out.writeFile(await files.read(piece.file, piece.from, piece.bytes))
    await out.sync()
    const { size } = await out.stat()
    await out.close()
    await rename(aside, join(folder, name))
    return { durationMs: Math.round(whole.seconds * 1000), bytes: size }
  } catch (error) {
    await out.close().catch(() => {})
    await rm(aside, { force: true })
    throw error
  }
}

/** Files of one folder, opened when they are first read. */
class OpenFiles implements AsyncDisposable {
  readonly #folder: string
  readonly #files = new Map<string, FileHandle>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async read(name: string, from: number, bytes: number): Promise<Buffer> {
    const file = this.#files.get(name) ?? (await open(join(this.#folder, name), 'r'))
    this.#files.set(name, file)
    const buffer = Buffer.allocUnsafe(bytes)
    const { bytesRead } = await file.read(buffer, 0, bytes, from)
    if (bytesRead < bytes) throw new Error(`${name} ends before its index says`)
    return buffer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const file of this.#files.values()) await file.close()
  }
}
