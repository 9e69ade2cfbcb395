import { encode } from 'uqr'
import type { Sheet } from './sheet.ts'

/** Draws a QR code of this text, `side` points wide, with its quiet zone. */
export function drawQr(sheet: Sheet, text: string, x: number, y: number, side: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const cell = side / size
  for (const [row, cells] of data.entries()) {
    for (const [column, dark] of cells.entries()) {
      // A hair wider than a cell, so that no printer leaves a gap.
      if (dark) sheet.box(x + column * cell, y + row * cell, cell * 1.02, cell * 1.02, '#000000')
    }
  }
}
