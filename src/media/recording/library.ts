import { createReadStream } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Finished, FinishPlan } from '../codec/recording-messages.ts'
import { finishRecording } from './finish.ts'
import { indexFile, type Recorded, readIndex } from './recorded.ts'

export type OpenedFile = { size: number; from: number; to: number; contentType: string; stream(): Readable }

type Choose = (size: number) => { from: number; to: number } | 'outside' | undefined

/** The recordings that lie on this machine's disk, one folder each. Names are made by our code, never by people. */
export type Recordings = {
  /** What was recorded so far; undefined when nothing was. */
  read(recordingId: string): Promise<Recorded | undefined>
  /** One of its files, or the bytes of it that `choose` picks by its size. */
  open(recordingId: string, name: string, choose: Choose): Promise<OpenedFile | 'outside' | undefined>
  /** Makes `show.mp4`, clips, `storyboard.jpg` and `cover-1.jpg` …; may be asked again. @throws with the reason */
  finish(recordingId: string, plan: FinishPlan): Promise<Finished>
  /** Takes everything away; there need not be anything. */
  remove(recordingId: string): Promise<void>
}

const contentTypes: Record<string, string> = { '.mp4': 'video/mp4', '.jpg': 'image/jpeg' }
const indexesKept = 32

export function recordingsInFolder(folder: string): Recordings {
  const indexes = new Map<string, { version: string; recorded: Recorded }>()

  function place(recordingId: string, name = ''): string {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(recordingId) || !/^[A-Za-z0-9.-]{0,64}$/.test(name) || name.startsWith('.')) {
      throw new Error(`not a file of a recording: ${recordingId}/${name}`)
    }
    return join(folder, recordingId, name)
  }

  return {
    async read(recordingId) {
      const path = place(recordingId, indexFile)
      const found = await stat(path).catch(missing)
      if (!found) return undefined
      const version = `${found.size} ${found.mtimeMs}`
      const kept = indexes.get(recordingId)
      if (kept?.version === version) return kept.recorded
      const recorded = readIndex(await readFile(path, 'utf8'))
      indexes.delete(recordingId)
      indexes.set(recordingId, { version, recorded })
      if (indexes.size > indexesKept) indexes.delete(indexes.keys().next().value!)
      return recorded
    },
    async open(recordingId, name, choose) {
      const path = place(recordingId, name)
      const found = await stat(path).catch(missing)
      if (!found) return undefined
      const { size } = found
      const chosen = choose(size) ?? { from: 0, to: size - 1 }
      if (chosen === 'outside') return 'outside'
      const stream = () => createReadStream(path, { start: chosen.from, end: chosen.to })
      return { size, ...chosen, contentType: contentTypes[extname(name)] ?? 'application/octet-stream', stream }
    },
    finish: (recordingId, plan) => finishRecording(place(recordingId), plan),
    async remove(recordingId) {
      indexes.delete(recordingId)
      await rm(place(recordingId), { recursive: true, force: true })
    },
  }
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
