import { asBuffer } from '../broadcaster.ts'
import type { ConvertedCoding, FromCodec } from '../codec/messages.ts'
import { superviseCodec } from '../codec/supervise.ts'
import type { MediaLog } from '../events.ts'
import type { Feed } from '../feed.ts'
import { splitAnnexB } from '../h264/nal.ts'
import { av1Payloads } from '../rtp/av1.ts'
import { FrameAssembler } from '../rtp/frames.ts'
import { H264Assembler } from '../rtp/h264.ts'
import type { Ordered } from '../rtp/reorder.ts'
import { vp8Payloads } from '../rtp/vp8.ts'
import { vp9Payloads } from '../rtp/vp9.ts'

/** A picture that came whole; `show` sends it on, at its place on the session's timeline (90 kHz). */
export type WholePicture = { timestamp: number; bytes: number; show(ts: number, nowMs: number): void }

/** Pictures on their way from packets to a player. */
export type PicturePath = {
  /** Whether nothing can be shown before the next key picture. */
  readonly broken: boolean
  push(packet: Ordered): WholePicture | undefined
  stop(): void
}

/** H.264 as it comes. */
export function openPictures(feed: Feed): PicturePath {
  const assembler = new H264Assembler()
  return {
    get broken() {
      return assembler.broken
    },
    push: (packet) => {
      const unit = assembler.push(packet)
      if (!unit) return undefined
      const bytes = unit.nals.reduce((sum, nal) => sum + nal.length, 0)
      return { timestamp: unit.timestamp, bytes, show: (ts, nowMs) => feed.picture(ts, unit.nals, nowMs) }
    },
    stop: () => {},
  }
}

export type ConversionNeeds = { now: () => Date; log: MediaLog; requestKeyFrame(): void; onUnavailable(): void }

const payloads = { vp8: vp8Payloads, vp9: vp9Payloads, av1: av1Payloads }

/** VP8, VP9 and AV1 through a codec child that makes H.264 of them. A child that crashes is followed by another. */
export function openConversion(coding: ConvertedCoding, feed: Feed, needs: ConversionNeeds): PicturePath {
  const { now, log, requestKeyFrame, onUnavailable } = needs
  const assembler = new FrameAssembler(payloads[coding])
  let isReady = false
  let hasKey = false
  feed.converted = true
  const child = superviseCodec({ type: 'convert', coding }, hear, log)
  return {
    get broken() {
      return assembler.broken
    },
    push: (packet) => {
      const frame = assembler.push(packet)
      if (!frame) return undefined
      const show = (ts: number) => {
        // A decoder that begins in the middle makes grey mud.
        hasKey = isReady && (hasKey || frame.key)
        if (hasKey) child.send({ type: 'coded picture', ts, data: frame.data })
        else requestKeyFrame()
      }
      return { timestamp: frame.timestamp, bytes: frame.data.length, show }
    },
    stop: () => child.stop(),
  }

  function hear(message: FromCodec): void {
    if (message.type === 'converter ready') {
      isReady = true
      hasKey = false
      requestKeyFrame()
    }
    if (message.type === 'video') feed.picture(message.ts, splitAnnexB(asBuffer(message.data)), now().getTime())
    if (message.type === 'unavailable') {
      log.warn({ coding, reason: message.reason }, 'without node-av only H.264 can be taken')
      onUnavailable()
    }
  }
}
