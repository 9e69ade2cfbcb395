import type { PictureShape } from './messages.ts'

/** Where the clock lies in a picture of this size, in pixels. Modules are square. */
export type BarClock = { module: number; left: number; top: number; width: number; height: number }

const columns = 12
const rows = 4

/**
 * The millisecond clock in the lower left corner of the synthetic picture, read back by `web/src/lib/media/clock.ts`.
 *
 * 4 rows of 12 square modules, the first at (`left`, `top`); other sizes of the same shape scale. Row by row, most
 * significant bit first: 40 bits of milliseconds since 1970 (modulo 2^40), then 8 bits of CRC-8 (polynomial 0x07,
 * start 0xFF) over those five bytes. A light module is 1. Modules sit on the blocks of H.264, so they survive coarse
 * quantisation. A tall picture is made to be looked at: there they are smaller, in the very corner that phones crop.
 */
export const barClocks: Record<PictureShape, BarClock> = {
  wide: { module: 16, left: 16, top: 640, width: 1280, height: 720 },
  tall: { module: 4, left: 0, top: 1264, width: 720, height: 1280 },
}

const dark = 36
const light = 180 // Above the reader's threshold by enough, and quiet to look at.

/** The 48 modules for an instant. */
export function clockBits(ms: number): boolean[] {
  const bytes = [32, 24, 16, 8, 0].map((shift) => Math.floor(ms / 2 ** shift) % 256)
  return [...bytes, crc8(bytes)].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ((byte >> bit) & 1) === 1))
}

/** Draws the clock into a planar YUV 4:2:0 picture of the clock's size: modules in luma, no colour under them. */
export function drawBarClock(pixels: Uint8Array, clock: BarClock, ms: number): void {
  const { module, left, top, width, height } = clock
  clockBits(ms).forEach((bit, i) => {
    const x = left + (i % columns) * module
    const y = top + Math.floor(i / columns) * module
    for (let row = y; row < y + module; row++)
      pixels.fill(bit ? light : dark, row * width + x, row * width + x + module)
  })
  const chromaSize = (width * height) / 4
  for (let row = top / 2; row < (top + rows * module) / 2; row++) {
    const at = width * height + (row * width + left) / 2
    pixels.fill(128, at, at + (columns * module) / 2)
    pixels.fill(128, at + chromaSize, at + chromaSize + (columns * module) / 2)
  }
}

function crc8(bytes: number[]): number {
  let crc = 0xff
  for (const byte of bytes) {
    crc ^= byte
    for (let i = 0; i < 8; i++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff
  }
  return crc
}
