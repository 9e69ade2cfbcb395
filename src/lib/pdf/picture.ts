import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { encode } from 'uqr'
import { outlineOf } from './outlines.ts'
import { broken } from './sheet.ts'
import type { Weight } from './typeface.ts'

/*
 * One drawing, two forms: pixels for screens, a page for a printer. Units are the drawing's own, y downwards.
 */

type Image = { kind: 'image'; x: number; y: number; width: number; height: number; bytes: Uint8Array; radius: number }
type Box = { kind: 'box'; x: number; y: number; width: number; height: number; fill: string; radius: number }
type Stroke = { kind: 'stroke'; d: string; x: number; y: number; scale: number; fill: string }
type Mark = Image | Box | Stroke

export type TextWish = {
  size: number
  weight?: Weight
  colour: string
  leading?: number
  spacing?: number
  linesMost?: number
}

export type Drawing = {
  width: number
  height: number
  marks: readonly Mark[]
  box(x: number, y: number, width: number, height: number, fill: string, radius?: number): void
  /** Cut to fill its frame. @param bytes of a picture */
  image(x: number, y: number, width: number, height: number, bytes: Uint8Array, radius?: number): void
  /** Lines from `y` downwards; what does not fit ends with an ellipsis. @returns where the next would begin */
  text(text: string, x: number, y: number, width: number, wish: TextWish): number
  /** How high a text would be. */
  heightOf(text: string, width: number, wish: TextWish): number
  /** A QR code with its quiet zone, on white. */
  qr(text: string, x: number, y: number, side: number): void
}

export function openDrawing(width: number, height: number, background: string): Drawing {
  const marks: Mark[] = [{ kind: 'box', x: 0, y: 0, width, height, fill: background, radius: 0 }]
  const widthOf = (line: string, { size, weight = 400, spacing = 0 }: TextWish) =>
    outlineOf(line, size, weight, spacing).width
  const linesOf = (text: string, most: number, wish: TextWish) => {
    const lines = text.split('\n').flatMap((part) => broken(part, most, (line) => widthOf(line, wish)))
    const { linesMost = lines.length } = wish
    return lines.length <= linesMost
      ? lines
      : [...lines.slice(0, linesMost - 1), `${lines[linesMost - 1]!.slice(0, -1)}…`]
  }
  const lineHeight = ({ size, leading = 1.25 }: TextWish) => size * leading
  return {
    ...{ width, height, marks },
    box: (x, y, w, h, fill, radius = 0) => void marks.push({ kind: 'box', x, y, width: w, height: h, fill, radius }),
    image: (x, y, w, h, bytes, radius = 0) =>
      void marks.push({ kind: 'image', x, y, width: w, height: h, bytes, radius }),
    heightOf: (text, most, wish) => linesOf(text, most, wish).length * lineHeight(wish),
    text(text, x, y, most, wish) {
      for (const line of linesOf(text, most, wish)) {
        const base = y + (lineHeight(wish) - wish.size) / 2 + wish.size * 0.88
        for (const glyph of outlineOf(line, wish.size, wish.weight ?? 400, wish.spacing).glyphs) {
          marks.push({ kind: 'stroke', d: glyph.d, x: x + glyph.x, y: base, scale: glyph.scale, fill: wish.colour })
        }
        y += lineHeight(wish)
      }
      return y
    },
    qr(text, x, y, side) {
      // Four modules of quiet zone (ISO/IEC 18004 §5.3.8).
      const { data, size } = encode(text, { ecc: 'M', border: 4 })
      const cell = side / size
      marks.push({ kind: 'box', x, y, width: side, height: side, fill: '#ffffff', radius: side / 24 })
      const d = data.flatMap((row, at) => row.flatMap((dark, column) => (dark ? [`M${column} ${at}h1v1h-1z`] : [])))
      marks.push({ kind: 'stroke', d: d.join(''), x, y, scale: -cell, fill: '#000000' })
    },
  }
}

// A stroke's own y points upwards, as letters' do; of a QR code, downwards: its scale is negative.
const scaleOf = ({ scale }: Stroke): [number, number] => (scale < 0 ? [-scale, -scale] : [scale, -scale])

async function cut({ bytes, width, height }: Image, scale: number, format: 'jpeg' | 'png') {
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
  const made = sharp(bytes).resize(w, h, { fit: 'cover', position: 'attention' }).flatten({ background: '#ffffff' })
  return format === 'jpeg' ? made.jpeg({ quality: 90, mozjpeg: true }).toBuffer() : made.png().toBuffer()
}

/** @param pixels how wide the picture becomes */
export async function pngOf({ width, height, marks }: Drawing, pixels: number): Promise<Uint8Array> {
  const scale = pixels / width
  const parts = await Promise.all(marks.map((mark, at) => svgOf(mark, at, scale)))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${pixels}" height="${Math.round(height * scale)}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`
  return sharp(Buffer.from(svg), { unlimited: true }).png({ compressionLevel: 9 }).toBuffer()
}

async function svgOf(mark: Mark, at: number, pixels: number): Promise<string> {
  if (mark.kind === 'stroke') {
    return `<path d="${mark.d}" fill="${mark.fill}" transform="translate(${mark.x} ${mark.y}) scale(${scaleOf(mark).join(' ')})"/>`
  }
  const frame = `x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}"`
  if (mark.kind === 'box') return `<rect ${frame} rx="${mark.radius}" fill="${mark.fill}"/>`
  const source = (await cut(mark, pixels, 'png')).toString('base64')
  return `<clipPath id="c${at}"><rect ${frame} rx="${mark.radius}"/></clipPath><image ${frame} clip-path="url(#c${at})" xlink:href="data:image/png;base64,${source}"/>`
}

type PageWish = { widthPoints: number; title: string; language: string; at: Date }

/** One page for each drawing: letters and codes stay outlines, pictures are 300 dots an inch. */
export async function pdfOf(drawings: readonly Drawing[], wish: PageWish): Promise<Uint8Array> {
  const info = { Title: wish.title, CreationDate: wish.at, ModDate: wish.at, Producer: 'Estrade', Creator: 'Estrade' }
  const doc = new PDFDocument({ autoFirstPage: false, info, lang: wish.language } as PDFKit.PDFDocumentOptions)
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<Uint8Array>((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))))
  for (const drawing of drawings) {
    const scale = wish.widthPoints / drawing.width
    doc.addPage({ size: [wish.widthPoints, drawing.height * scale], margin: 0 })
    doc.scale(scale)
    for (const mark of drawing.marks) await onPage(doc, mark, (scale * 300) / 72)
  }
  doc.end()
  return ended
}

async function onPage(doc: PDFKit.PDFDocument, mark: Mark, pixels: number): Promise<void> {
  doc.save()
  if (mark.kind === 'stroke') {
    const [across, down] = scaleOf(mark)
    doc.transform(across, 0, 0, down, mark.x, mark.y).path(mark.d).fill(mark.fill)
  } else {
    const { x, y, width, height, radius } = mark
    if (radius > 0) doc.roundedRect(x, y, width, height, radius)
    else doc.rect(x, y, width, height)
    if (mark.kind === 'box') doc.fill(mark.fill)
    else doc.clip().image(await cut(mark, pixels, 'jpeg'), x, y, { width, height })
  }
  doc.restore()
}
