import PDFDocument from 'pdfkit'
import { fontBytes, runsOf, type Weight } from './typeface.ts'

export type TextStyle = {
  size: number
  weight?: Weight
  colour?: string
  align?: 'left' | 'right'
  /** Of a line, as a part of the size. */
  leading?: number
}

/** A document that is written on: points from the top left, text in Latin and Chinese mixed as it comes. */
export type Sheet = {
  width: number
  height: number
  /** Breaks text into lines that fit `width`, and writes them. @returns where the next line would begin */
  text(text: string, x: number, y: number, width: number, style: TextStyle): number
  /** How high a text would be. */
  heightOf(text: string, width: number, style: TextStyle): number
  line(x1: number, y1: number, x2: number, y2: number, colour?: string): void
  box(x: number, y: number, width: number, height: number, colour: string): void
  page(): void
  end(): Promise<Uint8Array>
}

export type SheetWish = {
  /** Points: A4 is 595.28 by 841.89. */
  size: [width: number, height: number]
  title: string
  language: string
  /** Written into the file: the same content of the same moment is the same bytes. */
  at: Date
}

export const a4: [number, number] = [595.28, 841.89]
export const a6: [number, number] = [297.64, 419.53]
const ink = '#1d1b18'

/** Opens a PDF with one empty page. */
export function openSheet({ size, title, language, at }: SheetWish): Sheet {
  const info = { Title: title, CreationDate: at, ModDate: at, Producer: 'Estrade', Creator: 'Estrade' }
  const doc = new PDFDocument({
    size,
    margin: 0,
    lang: language,
    info,
    displayTitle: true,
  } as PDFKit.PDFDocumentOptions)
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const fonts = new Set<string>()
  const use = (file: string, { size: points, weight = 400 }: TextStyle) => {
    const name = `${file}-${weight}`
    if (!fonts.has(name)) doc.registerFont(name, fontBytes(file, weight))
    fonts.add(name)
    doc.font(name).fontSize(points)
  }
  const widthOf = (text: string, style: TextStyle) =>
    runsOf(text).reduce((sum, run) => {
      use(run.file, style)
      return sum + doc.widthOfString(run.text)
    }, 0)
  const lineHeight = ({ size: points, leading = 1.4 }: TextStyle) => points * leading
  const write = (text: string, x: number, y: number, style: TextStyle) => {
    for (const run of runsOf(text)) {
      use(run.file, style)
      doc.fillColor(style.colour ?? ink).text(run.text, x, y, { lineBreak: false, baseline: 'alphabetic' })
      x += doc.widthOfString(run.text)
    }
  }
  const linesOf = (text: string, width: number, style: TextStyle) =>
    text.split('\n').flatMap((paragraph) => broken(paragraph, width, (part) => widthOf(part, style)))
  return {
    width: size[0],
    height: size[1],
    text(text, x, y, width, style) {
      for (const line of linesOf(text, width, style)) {
        const left = style.align === 'right' ? x + width - widthOf(line, style) : x
        write(line, left, y + style.size * 1.08, style)
        y += lineHeight(style)
      }
      return y
    },
    heightOf: (text, width, style) => linesOf(text, width, style).length * lineHeight(style),
    line: (x1, y1, x2, y2, colour = '#d9d4cb') =>
      void doc.moveTo(x1, y1).lineTo(x2, y2).lineWidth(0.6).strokeColor(colour).stroke(),
    box: (x, y, width, height, colour) => void doc.rect(x, y, width, height).fill(colour),
    page: () => void doc.addPage({ size, margin: 0 }),
    end: () =>
      new Promise((resolve) => {
        doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
        doc.end()
      }),
  }
}

/** Latin breaks at spaces, Chinese anywhere; a word longer than the line is cut. */
export function broken(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const part of text.match(/[\u2e80-\u9fff\uf900-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]+\s*|\s+/gu) ?? ['']) {
    if (measure((line + part).trimEnd()) <= width) {
      line += part
      continue
    }
    if (line) lines.push(line.trimEnd())
    line = part
    while (measure(line.trimEnd()) > width && line.length > 1) {
      let fits = line.length - 1
      while (fits > 1 && measure(line.slice(0, fits)) > width) fits--
      lines.push(line.slice(0, fits))
      line = line.slice(fits)
    }
  }
  return [...lines, line.trimEnd()]
}
