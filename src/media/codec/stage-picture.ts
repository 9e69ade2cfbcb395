import { barClocks, drawBarClock } from './bar-clock.ts'
import { renderText, type TextMask } from './letters.ts'
import type { PictureShape } from './messages.ts'

export type Size = { width: number; height: number }

/** What stands behind the words. Fills every plane of a planar YUV 4:2:0 picture for an instant. */
export type Backdrop = { draw(pixels: Uint8Array, atMs: number): void }

type Layout = {
  title: { middle: number; widthMax: number; sizeMax: number; leading: number }
  voice: { x: number; y: number; bars: number; step: number; reach: number }
  time: { x: number; y: number; size: number }
}

const ink = 226
const oneLineMin = 0.8 // A title that would have to be smaller than this share of its full size is broken in two.

/**
 * In a wide picture everything keeps to the middle that an upright phone shows of it. In a tall one the words keep to
 * the upper third, between what a room lays over its top and the middle, where things are shown.
 */
const layouts: Record<PictureShape, Layout> = {
  wide: {
    title: { middle: 294, widthMax: 380, sizeMax: 44, leading: 66 },
    voice: { x: 640, y: 400, bars: 15, step: 18, reach: 47 },
    time: { x: 640, y: 524, size: 34 },
  },
  tall: {
    title: { middle: 256, widthMax: 500, sizeMax: 35, leading: 56 },
    voice: { x: 272, y: 313, bars: 9, step: 9, reach: 13 },
    time: { x: 413, y: 313, size: 20 },
  },
}

/** Width and height of a shape, in pixels. */
export const sizeOf = (shape: PictureShape): Size => {
  const { width, height } = barClocks[shape]
  return { width, height }
}

/**
 * The stage of the synthetic broadcaster, drawn into a planar YUV 4:2:0 buffer without a font or a graphics
 * library: a title, the time of day, a voice that can be seen, and the bar clock, over a backdrop.
 */
export class StagePicture {
  readonly pixels: Buffer
  readonly #shape: PictureShape
  readonly #width: number
  readonly #backdrop: Backdrop
  readonly #title: TextMask[]
  readonly #digits = new Map<string, TextMask>()
  readonly #quiet: boolean

  /** @param quiet the title alone */
  constructor(title: string, shape: PictureShape, backdrop: Backdrop, quiet = false) {
    this.#quiet = quiet
    const { width, height } = sizeOf(shape)
    this.pixels = Buffer.alloc((width * height * 3) / 2)
    this.#shape = shape
    this.#width = width
    this.#backdrop = backdrop
    this.#title = titleLines(title, layouts[shape].title)
    for (const letter of '0123456789:') this.#digits.set(letter, renderText(letter, layouts[shape].time.size))
  }

  /** Draws the picture of one instant. `voice` is how loud it speaks, 0 to 1. */
  draw(atMs: number, voice: number): void {
    const { middle, leading } = layouts[this.#shape].title
    this.#backdrop.draw(this.pixels, atMs)
    this.#title.forEach((line, i) => {
      this.#write(line, this.#width / 2, middle + (i - (this.#title.length - 1) / 2) * leading)
    })
    if (this.#quiet) return
    this.#drawVoice(atMs, voice)
    this.#drawTime(atMs)
    drawBarClock(this.pixels, barClocks[this.#shape], atMs)
  }

  #drawVoice(atMs: number, voice: number): void {
    const { x, y, bars, step, reach } = layouts[this.#shape].voice
    const thick = Math.round(step / 3)
    for (let i = 0; i < bars; i++) {
      const swing = 0.55 + 0.45 * Math.sin(atMs / 90 + i * 1.7)
      const arch = Math.sin((Math.PI * (i + 0.7)) / (bars + 0.4))
      const half = Math.round(reach * (0.07 + 0.93 * voice * swing * arch))
      const left = Math.round(x + (i - bars / 2) * step) + thick
      for (let row = y - half; row <= y + half; row++)
        this.pixels.fill(ink - 40, row * this.#width + left, row * this.#width + left + thick)
    }
  }

  #drawTime(atMs: number): void {
    const { x, y, size } = layouts[this.#shape].time
    const advance = Math.round(size * 0.88)
    const text = new Date(atMs).toISOString().slice(11, 19)
    for (let i = 0; i < text.length; i++)
      this.#write(this.#digits.get(text[i]!)!, x + (i + 0.5 - text.length / 2) * advance, y)
  }

  /** Lays letters over the luma, centred. Their colour is what they stand on, lighter. */
  #write(mask: TextMask, x: number, y: number): void {
    const left = Math.round(x - mask.width / 2)
    const top = Math.round(y - mask.height / 2)
    for (let row = 0; row < mask.height; row++) {
      for (let column = 0; column < mask.width; column++) {
        const cover = mask.cover[row * mask.width + column]!
        if (cover === 0) continue
        const at = (top + row) * this.#width + left + column
        this.pixels[at] = this.pixels[at]! + (((ink - this.pixels[at]!) * cover) >> 8)
      }
    }
  }
}

/** One or two lines, as large as fits. */
function titleLines(title: string, { widthMax, sizeMax }: Layout['title']): TextMask[] {
  const words = title.trim().slice(0, 60).split(/\s+/)
  const half = Math.ceil(words.length / 2)
  const sizeFor = (lines: string[]) => {
    const widest = Math.max(...lines.map((line) => renderText(line, 20).width), 1)
    return Math.max(10, Math.min(sizeMax, Math.floor((20 * widthMax) / widest)))
  }
  const whole = [words.join(' ')]
  const broken = [words.slice(0, half).join(' '), words.slice(half).join(' ')].filter(Boolean)
  const lines = sizeFor(whole) >= sizeMax * oneLineMin ? whole : broken
  return lines.map((line) => renderText(line, sizeFor(lines)))
}
