import { drawQr } from '../lib/pdf/qr.ts'
import { a4, a6, openSheet, type Sheet } from '../lib/pdf/sheet.ts'
import type { Label, LabelDoor } from './doors.ts'

/*
 * Address labels for a printer of one's own. They carry no postage: that is the carrier's, bought or glued on.
 */

const [width, height] = a6
const margin = 20

function draw(sheet: Sheet, label: Label, x: number, y: number): void {
  const inner = width - 2 * margin
  const left = x + margin
  let at = sheet.text(label.brandName, left, y + margin, inner, { size: 9, weight: 700 })
  at = sheet.text(label.from.join(' · '), left, at, inner, { size: 7.5, colour: '#55504a' })
  sheet.line(left, at + 8, left + inner, at + 8, '#1d1b18')
  const [name = '', ...lines] = label.to
  at = sheet.text(name, left, at + 26, inner, { size: 17, weight: 700, leading: 1.25 })
  at = sheet.text(lines.join('\n'), left, at + 2, inner, { size: 14, leading: 1.35 })
  if (label.phone) sheet.text(label.phone, left, at + 6, inner, { size: 10 })
  const foot = y + height - margin
  const side = 84
  sheet.line(left, foot - side - 8, left + inner, foot - side - 8, '#1d1b18')
  // The number of the carrier where there is one, ours where there is none: something to scan in any case.
  drawQr(sheet, label.tracking || label.reference, left + inner - side, foot - side, side)
  const beside = inner - side - 10
  const below = sheet.text(label.reference, left, foot - side, beside, { size: 12, weight: 700 })
  sheet.text([label.carrier, label.tracking].filter(Boolean).join('\n'), left, below + 2, beside, { size: 10 })
}

const positions = [
  [0, 0],
  [a4[0] / 2, 0],
  [0, a4[1] / 2],
  [a4[0] / 2, a4[1] / 2],
] as const

export const printItYourself: LabelDoor = {
  async print(labels, sheetSize, at) {
    const language = labels[0]?.language ?? 'en'
    const sheet = openSheet({ size: sheetSize === 'a4' ? a4 : a6, title: 'Labels', language, at })
    const perPage = sheetSize === 'a4' ? positions.length : 1
    for (const [i, label] of labels.entries()) {
      if (i > 0 && i % perPage === 0) sheet.page()
      const [x, y] = positions[i % perPage]!
      draw(sheet, label, x, y)
    }
    return sheet.end()
  },
}
