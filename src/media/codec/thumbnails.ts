import { open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as av from 'node-av/constants'
import { Codec, CodecContext, FFmpegError, Filter, FilterGraph, Frame, Log, Packet, Rational } from 'node-av/lib'
import { boxesIn } from '../mp4/read.ts'
import type { RecordedSegment } from '../recording/recorded.ts'
import type { Finished, Storyboard } from './recording-messages.ts'

Log.setLevel(av.AV_LOG_ERROR) // Its scaler warns of the very format that JPEG is written in.

const tilesMost = 180
const columns = 10
const everyMsLeast = 2000
const tileEdge = 160
const coverEdge = 1280
const coversMost = 4

type Shot = { atMs: number; segment: RecordedSegment }

/** Draws `storyboard.jpg` and `cover-1.jpg` … from the key frames that segments begin with. */
export async function drawThumbnails(
  folder: string,
  segments: readonly RecordedSegment[],
): Promise<Pick<Finished, 'covers' | 'storyboard'>> {
  const shots = shotsOf(segments)
  const durationMs = segments.reduce((sum, segment) => sum + segment.durationMs, 0)
  const storyboard = await drawStoryboard(folder, shots, durationMs)
  let covers = 0
  // Not the first seconds, when hosts still look at their screen, nor the last.
  for (let i = 0; i < Math.min(coversMost, shots.length); i++) {
    const share = (i + 0.5) / Math.min(coversMost, shots.length)
    const frame = await frameOf(folder, shotAt(shots, durationMs * share), fit(coverEdge))
    await writeJpeg(folder, `cover-${++covers}.jpg`, frame)
    frame.free()
  }
  return { covers, storyboard }
}

/** Where the video can be looked at. @throws when there is no key frame in it */
function shotsOf(segments: readonly RecordedSegment[]): Shot[] {
  let atMs = 0
  const shots = segments.map((segment) => {
    const shot = { atMs, segment }
    atMs += segment.durationMs
    return shot
  })
  const keys = shots.filter(({ segment }) => segment.key)
  if (keys.length === 0) throw new Error('no segment begins with a key frame')
  return keys
}

const shotAt = (shots: Shot[], atMs: number): Shot => shots.findLast((shot) => shot.atMs <= atMs) ?? shots[0]!

async function drawStoryboard(folder: string, shots: Shot[], durationMs: number): Promise<Storyboard> {
  const everyMs = Math.max(everyMsLeast, Math.ceil(durationMs / tilesMost))
  const count = Math.max(1, Math.ceil(durationMs / everyMs))
  let sheet: Sheet | undefined
  for (let i = 0; i < count; i++) {
    const scale = sheet ? `${sheet.tile.width}:${sheet.tile.height}` : fit(tileEdge)
    const frame = await frameOf(folder, shotAt(shots, (i + 0.5) * everyMs), scale)
    sheet ??= new Sheet({ width: frame.width, height: frame.height }, count)
    sheet.put(frame, i)
    frame.free()
  }
  const { tile, pixels, size } = sheet!
  const whole = Frame.fromVideoBuffer(pixels, {
    ...size,
    format: av.AV_PIX_FMT_YUVJ420P,
    timeBase: new Rational(1, 25),
    pts: 0n,
  })
  await writeJpeg(folder, 'storyboard.jpg', whole)
  whole.free()
  return { ...tile, columns, count, everyMs }
}

const fit = (edge: number) => `w=${edge}:h=${edge}:force_original_aspect_ratio=decrease:force_divisible_by=2`

type Size = { width: number; height: number }

/** A planar YUV 4:2:0 picture made of tiles. */
class Sheet {
  readonly tile: Size
  readonly size: Size
  readonly pixels: Buffer

  constructor(tile: Size, count: number) {
    this.tile = tile
    this.size = { width: tile.width * Math.min(columns, count), height: tile.height * Math.ceil(count / columns) }
    const luma = this.size.width * this.size.height
    this.pixels = Buffer.alloc((luma * 3) / 2, 128).fill(16, 0, luma)
  }

  put(frame: Frame, i: number): void {
    const luma = this.size.width * this.size.height
    for (const plane of [0, 1, 2]) {
      const half = plane === 0 ? 1 : 2
      const [source, stride] = [frame.data![plane]!, frame.linesize[plane]!]
      const [width, height] = [this.tile.width / half, this.tile.height / half]
      const base = plane === 0 ? 0 : luma + ((plane - 1) * luma) / 4
      const [x, y] = [(i % columns) * width, Math.floor(i / columns) * height]
      for (let row = 0; row < height; row++) {
        const to = base + ((y + row) * this.size.width) / half + x
        this.pixels.set(source.subarray(row * stride, row * stride + width), to)
      }
    }
  }
}

/** The key frame a segment begins with. Its first fragment is a small file of its own: FFmpeg reads any codec in it. */
async function frameOf(folder: string, { segment }: Shot, scale: string): Promise<Frame> {
  const key = join(folder, '.key.mp4')
  await writeFile(key, await firstFragment(folder, segment))
  const graph = new FilterGraph()
  graph.alloc()
  try {
    const chain = [
      addFilter(graph, 'movie', `filename=${key.replaceAll(/[\\':]/g, '\\$&')}`),
      addFilter(graph, 'scale', `${scale}:flags=area:out_range=pc`),
      addFilter(graph, 'format', 'yuvj420p'),
      addFilter(graph, 'buffersink'),
    ]
    const sink = chain.reduce((from, to) => {
      FFmpegError.throwIfError(from.link(0, to, 0), 'linking the filters')
      return to
    })
    FFmpegError.throwIfError(await graph.config(), 'joining the filters')
    const frame = new Frame()
    frame.alloc()
    FFmpegError.throwIfError(await sink.buffersinkGetFrame(frame), 'decoding a key frame')
    return frame
  } finally {
    graph.free()
    await rm(key, { force: true })
  }
}

async function firstFragment(folder: string, { take, from, bytes }: RecordedSegment): Promise<Buffer> {
  await using file = await open(join(folder, take.file), 'r')
  const init = Buffer.alloc(take.init)
  const segment = Buffer.alloc(bytes)
  await file.read(init, 0, take.init, 0)
  await file.read(segment, 0, bytes, from)
  const mdat = boxesIn(segment).find((one) => one.type === 'mdat')
  return Buffer.concat([init, segment.subarray(0, mdat?.to ?? bytes)])
}

function addFilter(graph: FilterGraph, name: string, options: string | null = null) {
  const filter = Filter.getByName(name)
  const added = filter && graph.createFilter(filter, name, options)
  if (!added) throw new Error(`${name} could not open with ${options ?? 'no options'}`)
  return added
}

async function writeJpeg(folder: string, name: string, frame: Frame): Promise<void> {
  const codec = Codec.findEncoderByName(av.FF_ENCODER_MJPEG)
  if (!codec) throw new Error('This FFmpeg writes no JPEG.')
  const context = new CodecContext()
  context.allocContext3(codec)
  context.width = frame.width
  context.height = frame.height
  context.pixelFormat = av.AV_PIX_FMT_YUVJ420P
  context.timeBase = new Rational(1, 25)
  context.setFlags(av.AV_CODEC_FLAG_QSCALE)
  context.globalQuality = 5 * av.FF_QP2LAMBDA
  FFmpegError.throwIfError(await context.open2(codec, null), 'opening mjpeg')
  frame.pts = 0n
  FFmpegError.throwIfError(context.sendFrameSync(frame), 'encoding')
  const packet = new Packet()
  packet.alloc()
  context.sendFrameSync(null)
  FFmpegError.throwIfError(context.receivePacketSync(packet), 'encoding')
  await writeFile(join(folder, `.${name}`), packet.data!)
  await rename(join(folder, `.${name}`), join(folder, name))
  packet.free()
  context.freeContext()
}
