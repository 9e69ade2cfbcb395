import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/*
 * Noto Sans SC (SIL Open Font License) comes in about a hundred files, each with a range of Unicode: a page needs those
 * of the characters on it. Latin with its accents is one file, the commonest Chinese a few. WOFF and not WOFF2: fontkit
 * 2.0.4 reads the latter, but embeds its outlines as they are packed, and the page shows broken strokes.
 */

export type Weight = 400 | 700

const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('@fontsource/noto-sans-sc/package.json'))

type Range = { from: number; to: number; file: string }

/** Latin first: the digits and signs of a Chinese file look different in the middle of a Latin word. */
const ranges: Range[] = Object.entries(require('@fontsource/noto-sans-sc/unicode.json') as Record<string, string>)
  .sort(([a], [b]) => Number(b === 'latin') - Number(a === 'latin'))
  .flatMap(([name, text]) =>
    text.split(',').map((range): Range => {
      const [from, to = from] = range.replace('U+', '').split('-')
      return { from: Number.parseInt(from!, 16), to: Number.parseInt(to!, 16), file: name.replace(/[[\]]/g, '') }
    }),
  )

const files = new Map<number, string | undefined>()

/** The file that has a character; undefined for one that the typeface does not know. */
export function fileOf(codePoint: number): string | undefined {
  if (!files.has(codePoint)) {
    files.set(codePoint, ranges.find(({ from, to }) => codePoint >= from && codePoint <= to)?.file)
  }
  return files.get(codePoint)
}

const bytes = new Map<string, Buffer>()

export function fontBytes(file: string, weight: Weight): Buffer {
  const name = `noto-sans-sc-${file}-${weight}-normal.woff`
  if (!bytes.has(name)) bytes.set(name, readFileSync(join(folder, 'files', name)))
  return bytes.get(name)!
}

export type Run = { file: string; text: string }

/** Cuts a text into stretches of one file each. What the typeface does not know is shown as a question mark. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = []
  const plain = text
    .normalize('NFC')
    // Narrow and thin spaces, of French numbers above all, are not in the typeface as such.
    .replace(/[\u2000-\u200a\u202f]/g, '\u00a0')
    // Its apostrophe is as wide as a Chinese character: after a Latin letter the typewriter's looks right.
    .replace(/(?<=[a-z\u00c0-\u024f])[\u2018\u2019]/gi, "'")
  for (const char of plain) {
    const known = fileOf(char.codePointAt(0)!)
    const file = known ?? 'latin'
    const last = runs.at(-1)
    // A space belongs to whatever is before it.
    if (last && (last.file === file || char === ' ')) last.text += known ? char : '?'
    else runs.push({ file, text: known ? char : '?' })
  }
  return runs
}
