import { FFmpegError, Filter, FilterGraph, Frame } from 'node-av/lib'
import type { Backdrop, Size } from './stage-picture.ts'

const closer = 1.06 // How much larger than the picture the still is: the room there is to move.
const phases = 4 // Positions between two pixels. Whole pixels would visibly step at this speed.
const glow = 8 // By how many steps of luma the brightest parts swell and fade.

/** A plane of the still at every position between two pixels: `at[y * phases + x]` is it moved by x and y quarters. */
type Plane = { width: number; height: number; at: Uint8Array[] }

/**
 * Decodes a picture file and makes it a backdrop that lives. Called once: all positions between pixels are laid out
 * here, so that drawing is copying. Rejects when the file cannot be read as a picture.
 */
export async function openStill(path: string, size: Size): Promise<Backdrop> {
  const width = even(size.width * closer)
  const height = even(size.height * closer)
  const frame = await decode(path, width * phases, height * phases)
  const planes = [0, 1, 2].map((i) => {
    const half = i === 0 ? 1 : 2
    return layOut(frame.data![i]!, frame.linesize[i]!, { width: width / half, height: height / half })
  })
  frame.free()
  return new LivingStill(size, planes as [Plane, Plane, Plane])
}

/** A still under a camera that sways, in light that breathes: what is bright swells and fades as by lamplight. */
class LivingStill implements Backdrop {
  readonly #size: Size
  readonly #planes: [Plane, Plane, Plane]
  readonly #light = new Uint8Array(256)

  constructor(size: Size, planes: [Plane, Plane, Plane]) {
    this.#size = size
    this.#planes = planes
  }

  draw(pixels: Uint8Array, atMs: number): void {
    const { width, height } = this.#size
    const [luma, blue, red] = this.#planes
    const x = sway(atMs / 11_000, (luma.width - width) * phases)
    const y = sway(atMs / 17_000, ((luma.height - height) * phases) / 2) // Upwards less: words stand above things.
    this.#drawLuma(pixels, luma, x, y, atMs)
    const chromaSize = (width * height) / 4
    const half = { width: width / 2, height: height / 2 }
    copy(pixels.subarray(width * height), blue, half, x >> 1, y >> 1)
    copy(pixels.subarray(width * height + chromaSize), red, half, x >> 1, y >> 1)
  }

  #drawLuma(pixels: Uint8Array, plane: Plane, x: number, y: number, atMs: number): void {
    const { width, height } = this.#size
    const light = this.#light
    const breath = Math.sin(atMs / 1300) * 0.7 + Math.sin(atMs / 470) * 0.3
    for (let i = 0; i < 256; i++) {
      const bright = Math.min(1, Math.max(0, (i - 110) / 100))
      light[i] = Math.min(235, i + glow * breath * bright * bright)
    }
    const { source, start } = windowAt(plane, x, y)
    for (let row = 0; row < height; row++) {
      const from = start + row * plane.width
      const to = row * width
      for (let i = 0; i < width; i++) pixels[to + i] = light[source[from + i]!]!
    }
  }
}

/** There and back between 0 and `most`. */
const sway = (turn: number, most: number): number => Math.round((0.5 + 0.5 * Math.sin(turn)) * most)

const even = (length: number): number => Math.round(length / 2) * 2

function windowAt(plane: Plane, x: number, y: number): { source: Uint8Array; start: number } {
  const source = plane.at[(y % phases) * phases + (x % phases)]!
  return { source, start: Math.floor(y / phases) * plane.width + Math.floor(x / phases) }
}

function copy(into: Uint8Array, plane: Plane, { width, height }: Size, x: number, y: number): void {
  const { source, start } = windowAt(plane, x, y)
  for (let row = 0; row < height; row++) {
    const from = start + row * plane.width
    into.set(source.subarray(from, from + width), row * width)
  }
}

/** Takes every fourth pixel of a plane enlarged four times, from each of the sixteen beginnings. */
function layOut(enlarged: Uint8Array, stride: number, { width, height }: Size): Plane {
  const at: Uint8Array[] = []
  for (let phase = 0; phase < phases * phases; phase++) {
    const plane = new Uint8Array(width * height)
    for (let y = 0; y < height; y++) {
      const from = (y * phases + Math.floor(phase / phases)) * stride + (phase % phases)
      for (let x = 0; x < width; x++) plane[y * width + x] = enlarged[from + x * phases]!
    }
    at.push(plane)
  }
  return { width, height, at }
}

/** The file as one frame that fills the size, in the colours that players expect of high definition (BT.709). */
async function decode(path: string, width: number, height: number): Promise<Frame> {
  const graph = new FilterGraph()
  graph.alloc()
  const fill = `w=${width}:h=${height}:force_original_aspect_ratio=increase:flags=bicubic`
  const chain = [
    addFilter(graph, 'movie', `filename=${path.replaceAll(/[\\':]/g, '\\$&')}`),
    addFilter(graph, 'scale', `${fill}:out_color_matrix=bt709:out_range=tv`),
    addFilter(graph, 'crop', `${width}:${height}`),
    addFilter(graph, 'format', 'yuv420p'),
    addFilter(graph, 'buffersink'),
  ]
  const sink = chain.reduce((from, to) => {
    FFmpegError.throwIfError(from.link(0, to, 0), 'linking the filters')
    return to
  })
  FFmpegError.throwIfError(await graph.config(), 'joining the filters')
  const frame = new Frame()
  frame.alloc()
  FFmpegError.throwIfError(await sink.buffersinkGetFrame(frame), 'decoding the still')
  graph.free()
  return frame
}

function addFilter(graph: FilterGraph, name: string, options: string | null = null) {
  const filter = Filter.getByName(name)
  const added = filter && graph.createFilter(filter, name, options)
  if (!added) throw new Error(`${name} could not open with ${options ?? 'no options'}`)
  return added
}
