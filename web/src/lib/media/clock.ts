/**
 * Reads the millisecond clock that the synthetic broadcaster burns into its picture, so that a test (or the studio's
 * rehearsal) knows when a frame it sees was drawn. The layout is that of `src/media/codec/bar-clock.ts`, which
 * describes it: 4 rows of 12 modules, of 16 pixels at (16, 640) of a 1280x720 picture or of 4 pixels at (0, 1264) of
 * a 720x1280 one; 40 bits of milliseconds since 1970 and 8 bits of CRC-8 (polynomial 0x07, start 0xFF), most
 * significant bit first; light is 1.
 */
const wide = { left: 16, top: 640, module: 16, across: 1280, down: 720 }
const tall = { left: 0, top: 1264, module: 4, across: 720, down: 1280 }

const columns = 12
const rows = 4

/** Pixels as a canvas gives them: RGBA, row by row. */
export type Pixels = { data: ArrayLike<number>; width: number; height: number }

export type Area = { left: number; top: number; width: number; height: number }

/** Where the clock lies in a picture of this size, in its pixels: upright pictures have it elsewhere than wide ones. */
export function clockArea(width: number, height: number): Area {
  const { left, top, module, across, down } = height > width ? tall : wide
  const [scaleX, scaleY] = [width / across, height / down]
  return {
    left: left * scaleX,
    top: top * scaleY,
    width: columns * module * scaleX,
    height: rows * module * scaleY,
  }
}

/**
 * The instant (ms since 1970) in a whole picture of any size, or undefined when no valid clock is there. `nearMs` is
 * any instant within some years of it: the picture carries 40 bits only.
 */
export function readClock(picture: Pixels, nearMs: number): number | undefined {
  return readClockArea(picture, nearMs, clockArea(picture.width, picture.height))
}

/** The same for pixels of which `area` is the clock: a canvas that holds nothing but the corner is cheaper to read. */
export function readClockArea(
  pixels: Pixels,
  nearMs: number,
  area: Area = { left: 0, top: 0, width: pixels.width, height: pixels.height },
): number | undefined {
  const bytes = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < columns * rows; i++) {
    const x = area.left + ((i % columns) + 0.5) * (area.width / columns)
    const y = area.top + (Math.floor(i / columns) + 0.5) * (area.height / rows)
    const light = brightness(pixels, x, y, area.width / columns / 4) > 125 ? 1 : 0
    const byte = i >> 3
    bytes[byte] = (bytes[byte] ?? 0) * 2 + light
  }
  const sum = bytes.pop()
  if (sum !== crc8(bytes)) return undefined
  const ms = bytes.reduce((value, byte) => value * 256 + byte, 0)
  return ms + Math.round((nearMs - ms) / 2 ** 40) * 2 ** 40
}

/** Mean green of a small square: close to luma, and blur at the edges of a module stays outside. */
function brightness(pixels: Pixels, x: number, y: number, reach: number): number {
  let sum = 0
  let count = 0
  for (let row = Math.floor(y - reach); row <= y + reach; row++) {
    for (let column = Math.floor(x - reach); column <= x + reach; column++) {
      sum += pixels.data[(row * pixels.width + column) * 4 + 1] ?? 0
      count++
    }
  }
  return sum / count
}

function crc8(bytes: number[]): number {
  let crc = 0xff
  for (const byte of bytes) {
    crc ^= byte
    for (let i = 0; i < 8; i++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff
  }
  return crc
}
