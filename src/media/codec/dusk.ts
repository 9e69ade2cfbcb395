import type { Backdrop, Size } from './stage-picture.ts'

const driftPixels = 256 // How far the wall wanders.

/** A dusky wall with two soft lights that wanders slowly, drawn without any file. */
export class Dusk implements Backdrop {
  readonly #size: Size
  readonly #luma: Uint8Array
  readonly #chroma: Uint8Array

  constructor(size: Size) {
    this.#size = size
    this.#luma = paintLuma(size)
    this.#chroma = paintChroma(size)
  }

  draw(pixels: Uint8Array, atMs: number): void {
    const { width, height } = this.#size
    const stride = width + driftPixels
    const shift = Math.round((0.5 + 0.5 * Math.sin(atMs / 9000)) * (driftPixels - 1))
    for (let y = 0; y < height; y++)
      pixels.set(this.#luma.subarray(y * stride + shift, y * stride + shift + width), y * width)
    pixels.set(this.#chroma, width * height)
  }
}

/** A little fixed grain keeps the gradient from showing steps. */
function paintLuma({ width, height }: Size): Uint8Array {
  const stride = width + driftPixels
  const luma = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const down = y / height
    for (let x = 0; x < stride; x++) {
      const across = x / stride
      const warm = Math.exp(-(((across - 0.36) / 0.27) ** 2) - ((down - 0.35) / 0.42) ** 2)
      const cool = Math.exp(-(((across - 0.77) / 0.25) ** 2) - ((down - 0.86) / 0.44) ** 2)
      const floor = Math.max(0, (down - 0.78) / 0.22)
      const grain = ((x * 7 + y * 13) % 5) / 5
      luma[y * stride + x] = 46 + 62 * warm + 34 * cool - 10 * floor + grain
    }
  }
  return luma
}

/** Colours stand still while the light wanders: plum on the left, sea green on the right. */
function paintChroma({ width, height }: Size): Uint8Array {
  const [w, h] = [width / 2, height / 2]
  const chroma = new Uint8Array(w * h * 2)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const side = x / w + (y / h - 0.5) * 0.35
      chroma[y * w + x] = 132 + 6 * (1 - side)
      chroma[w * h + y * w + x] = 144 - 22 * side
    }
  }
  return chroma
}
