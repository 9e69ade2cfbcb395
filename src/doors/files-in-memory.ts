import type { FilesDoor } from './doors.ts'
import { assertContentType, piecesOf } from './files.ts'

/** Files that end with the process, under the same rules as real ones. For tests. */
export function filesInMemory(): FilesDoor & { paths(): string[] } {
  const files = new Map<string, { bytes: Uint8Array; contentType: string }>()
  return {
    async put(path, bytes, contentType) {
      piecesOf(path)
      assertContentType(path, contentType)
      files.set(path, { bytes: Uint8Array.from(bytes), contentType })
    },
    async get(path) {
      piecesOf(path)
      return files.get(path)
    },
    async remove(path) {
      piecesOf(path)
      files.delete(path)
    },
    paths: () => [...files.keys()].sort(),
  }
}
