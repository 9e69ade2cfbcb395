import { create, type Font } from 'fontkit'
import { fontBytes, runsOf, type Weight } from './typeface.ts'

/*
 * Text as outlines of the project's own typeface: a picture made on a machine without fonts looks as on any other, in
 * Latin and in Chinese.
 */

/** A stroke of a drawing in font units, y upwards: drawn at `x`, scaled by `scale`. */
export type Glyph = { d: string; x: number; scale: number }
export type Outline = { glyphs: Glyph[]; width: number }

const fonts = new Map<string, Font>()
function fontOf(file: string, weight: Weight): Font {
  const name = `${file}-${weight}`
  const known = fonts.get(name) ?? create(fontBytes(file, weight))
  fonts.set(name, known)
  return known
}

/** One line of text, `size` high; `spacing` between letters as a part of the size. */
export function outlineOf(text: string, size: number, weight: Weight, spacing = 0): Outline {
  const glyphs: Glyph[] = []
  let x = 0
  for (const run of runsOf(text)) {
    const font = fontOf(run.file, weight)
    const scale = size / font.unitsPerEm
    const laid = font.layout(run.text)
    for (const [i, glyph] of laid.glyphs.entries()) {
      const d = glyph.path.toSVG()
      if (d) glyphs.push({ d, x, scale })
      x += laid.positions[i]!.xAdvance * scale + spacing * size
    }
  }
  return { glyphs, width: Math.max(0, x - spacing * size) }
}
