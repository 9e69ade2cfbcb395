import * as av from 'node-av/constants'
import { Frame, Rational } from 'node-av/lib'
import { Dusk } from './dusk.ts'
import { openAac, openH264 } from './encoders.ts'
import { aacFrameTicks, audioRate, type BroadcastPicture, type FromCodec } from './messages.ts'
import { type Backdrop, type Size, StagePicture, sizeOf } from './stage-picture.ts'
import { openStill } from './still.ts'
import { makeVoice } from './voice.ts'

const fps = 30
const videoTicks = 90000 / fps
const keyEvery = 2 * fps

/**
 * The synthetic broadcaster: a speaking picture at 30 frames a second, in real time, until the process ends.
 * Picture and sound are drawn for the instant they are due, so what falls behind is caught up at once.
 */
export async function broadcast(shown: BroadcastPicture, send: (message: FromCodec) => void): Promise<void> {
  const audio = await openAac()
  const drawn = shown.soundOnly ? undefined : await openDrawing(shown)
  const voice = shown.quiet ? silence : makeVoice()
  const startedAtMs = Date.now()
  const startedAt = performance.now()
  send({ type: 'ready', audioConfig: audio.config, startedAtMs })

  let frames = 0
  let samples = 0
  const sendSound = () => {
    const frame = audioFrame(voice.samples, samples)
    for (const { ts, data } of audio.encode(frame)) if (ts >= 0) send({ type: 'audio', ts, data })
    frame.free()
    samples += aacFrameTicks
  }
  const tick = () => {
    const seconds = (performance.now() - startedAt) / 1000
    while (samples < seconds * audioRate) sendSound()
    // After a long pause of the machine, old pictures are skipped rather than encoded in a burst.
    frames = Math.max(frames, Math.floor((seconds - 0.5) * fps))
    for (; frames < seconds * fps; frames++) drawn?.(frames, voice.level(samples / audioRate), send)
    setTimeout(tick, Math.max(1, startedAt + (frames * 1000) / fps - performance.now()))
  }
  tick()
}

/** Draws and sends one picture. */
type Drawing = (frame: number, loudness: number, send: (message: FromCodec) => void) => void

async function openDrawing({ title, shape = 'wide', still, quiet = false }: BroadcastPicture): Promise<Drawing> {
  const size = sizeOf(shape)
  const video = await openH264({ ...size, fps, kbps: still ? 2500 : 1500 })
  const picture = new StagePicture(title, shape, await openBackdrop(still, size), quiet)
  return (at, loudness, send) => {
    picture.draw(Date.now(), loudness)
    const frame = videoFrame(picture.pixels, size, at * videoTicks)
    // The first segment lasts one second, so that players can start early; the others two.
    frame.pictType = at === 0 || at % keyEvery === fps ? av.AV_PICTURE_TYPE_I : av.AV_PICTURE_TYPE_NONE
    for (const { ts, data } of video.encode(frame)) send({ type: 'video', ts, data })
    frame.free()
  }
}

const silence = { samples: new Float32Array(audioRate), level: () => 0 }

/** The still, or the wall where there is none or it cannot be read: a broadcast is worth more than its backdrop. */
async function openBackdrop(still: string | undefined, size: Size): Promise<Backdrop> {
  if (still === undefined) return new Dusk(size)
  return openStill(still, size).catch((error: Error) => {
    console.error(`The still ${still} cannot be shown: ${error.message}`)
    return new Dusk(size)
  })
}

function videoFrame(pixels: Buffer, size: Size, ts: number): Frame {
  return Frame.fromVideoBuffer(pixels, {
    ...size,
    format: av.AV_PIX_FMT_YUV420P,
    timeBase: new Rational(1, 90000),
    pts: BigInt(ts),
  })
}

/** The next 1024 samples of the loop, the same in both ears. */
function audioFrame(loop: Float32Array, from: number): Frame {
  const planes = new Float32Array(aacFrameTicks * 2)
  for (let i = 0; i < aacFrameTicks; i++) {
    const sample = loop[(from + i) % loop.length]!
    planes[i] = sample
    planes[aacFrameTicks + i] = sample
  }
  return Frame.fromAudioBuffer(Buffer.from(planes.buffer), {
    nbSamples: aacFrameTicks,
    format: av.AV_SAMPLE_FMT_FLTP,
    sampleRate: audioRate,
    channelLayout: av.AV_CHANNEL_LAYOUT_STEREO,
    timeBase: new Rational(1, audioRate),
    pts: BigInt(from),
  })
}
