import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Chunk = { file: string; imports?: string[]; css?: string[] }

/** A page of the built web: its sheets as they are sent with it, and all that it is drawn with. */
export type PageSheets = { path: string; text: string; sent: string[]; needed: string[] }

const written = /export const stylesheets = (\[.*\]);/
const imported = /export const imports = (\[.*\]);/

/** Every page and layout of `web/build`. */
export function pageSheets(web: string): PageSheets[] {
  const manifest: Record<string, Chunk> = JSON.parse(
    readFileSync(join(web, '.svelte-kit/output/client/.vite/manifest.json'), 'utf8'),
  )
  const names = new Map(Object.entries(manifest).map(([name, { file }]) => [file, name]))
  /** Of a chunk and of what it imports, the most basic first; what is loaded later left out. */
  function sheetsOf(name: string, seen: Set<string>): string[] {
    if (seen.has(name)) return []
    seen.add(name)
    const { css = [], imports = [] } = manifest[name]!
    return [...imports.flatMap((one) => sheetsOf(one, seen)), ...css]
  }
  return globSync('build/server/nodes/*.js', { cwd: web }).flatMap((file) => {
    const path = join(web, file)
    const text = readFileSync(path, 'utf8')
    const [, list] = imported.exec(text) ?? []
    const [entry] = JSON.parse(list ?? '[]') as string[]
    const name = entry && names.get(entry)
    if (!name) return []
    const sent: string[] = JSON.parse(written.exec(text)![1]!)
    return [{ path, text, sent, needed: [...new Set(sheetsOf(name, new Set()))] }]
  })
}

/**
 * Sends with every page the sheets that it is drawn with. Kit 3.2 leaves out those of a chunk that it meets first by a
 * dynamic import: such a page stood there undressed until its script came, and for ever where none runs.
 */
export function completeSheets(web: string): void {
  for (const { path, text, sent, needed } of pageSheets(web)) {
    if (needed.every((sheet) => sent.includes(sheet))) continue
    const all = [...needed, ...sent.filter((sheet) => !needed.includes(sheet))]
    writeFileSync(path, text.replace(written, `export const stylesheets = ${JSON.stringify(all)};`))
  }
}
