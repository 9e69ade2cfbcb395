import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const name = 'virtual:room-files'
const unknown = '%room-files%'
const entry = 'room-entry.ts'
const start = 'room-start.ts'
const hls = 'hls.js/light'
const locales = ['en', 'fr', 'zh-Hans']

/** What a room may load before its picture, by its path in `src`, and what plays that, by its name. */
const modules = [
  ...[entry, start, hls, 'lib/viewer/room/Room.svelte', 'lib/viewer/AroundShow.svelte', 'lib/media/player.ts'],
  ...locales.flatMap((locale) => [`lib/messages/shared.${locale}.ts`, `lib/messages/viewer.${locale}.ts`]),
]

type RoomFiles = { scripts: string[]; sheets: Record<string, string> }
type Bundle = Record<string, Made>
type Made = {
  fileName: string
  source?: string | Uint8Array
  facadeModuleId?: string | null
  moduleIds?: string[]
  imports?: string[]
  viteMetadata?: { importedCss: Set<string> }
}

/**
 * Builds the show page's own script beside Kit's, and tells the pages' server which files it became. The server is
 * built before the browser's files have names, so what it knows of them is written into it afterwards.
 */
export function roomFiles(): Plugin {
  const src = resolve(import.meta.dirname, 'src')
  let building = false
  let waiting: string[] = []
  return {
    name,
    configResolved: ({ command }) => {
      building = command === 'build'
    },
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? source(building) : undefined),
    buildStart() {
      if (building && this.environment.name === 'client') {
        this.emitFile({ type: 'chunk', id: join(src, entry), name: 'room' })
        this.emitFile({ type: 'chunk', id: join(src, start), name: 'room-start' })
      }
    },
    writeBundle({ dir = '' }, bundle) {
      if (this.environment.name === 'ssr') {
        waiting = Object.values(bundle)
          .filter((one) => one.type === 'chunk' && one.code.includes(unknown))
          .map(({ fileName }) => join(dir, fileName))
      } else if (this.environment.name === 'client') {
        const known = JSON.stringify(JSON.stringify(filesOf(bundle, src)))
        for (const path of waiting) {
          writeFileSync(
            path,
            readFileSync(path, 'utf8').replace(/(["'`])%room-files%\1/, () => known),
          )
        }
      }
    },
  }
}

const source = (building: boolean) =>
  building
    ? `export const roomFiles = () => JSON.parse('${unknown}')`
    : `export const roomFiles = () => (${JSON.stringify(Object.fromEntries([entry, start].map((path) => [path, { scripts: [`/src/${path}`], sheets: {} }])))})`

/** Each module's own script first, then those it cannot start without; and their style sheets by their address. */
function filesOf(bundle: Bundle, src: string): Record<string, RoomFiles> {
  const chunks = Object.values(bundle)
  return Object.fromEntries(
    modules.map((path) => {
      const id = path === hls ? fileURLToPath(import.meta.resolve(hls)) : join(src, path)
      // A script runs only from the file that stands for it, wherever its code went; but one that runs by being there
      // needs no such file, which would cost a request of its own.
      const standing = path === start ? undefined : chunks.find(({ facadeModuleId }) => facadeModuleId === id)
      const chunk = standing ?? chunks.find(({ moduleIds }) => moduleIds?.includes(id))
      if (!chunk) throw new Error(`${path} is in no file of the build`)
      const files = new Set([chunk.fileName])
      for (const file of files) for (const one of bundle[file]?.imports ?? []) files.add(one)
      const sheets = [...files].flatMap((file) => [...(bundle[file]?.viteMetadata?.importedCss ?? [])])
      const texts = sheets.map((file) => [`/${file}`, String(bundle[file]?.source).trim()])
      return [path, { scripts: [...files].map((file) => `/${file}`), sheets: Object.fromEntries(texts) }]
    }),
  )
}
