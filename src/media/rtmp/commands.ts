import type { Amf, AmfObject } from './amf0.ts'
import { writeAmf } from './amf0.ts'
import { messageType, type RtmpMessage } from './message.ts'

/** What both sides of RTMP say to one another, as messages ready to be cut into chunks. */

export const controlStream = 2
export const commandStream = 3

export function control(type: number, ...values: number[]): RtmpMessage {
  const payload = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => {
    payload.writeUInt32BE(value, i * 4)
  })
  return { type, streamId: 0, timestamp: 0, payload }
}

/** Set Peer Bandwidth with the limit type "dynamic" (§5.4.5). */
export function peerBandwidth(bytes: number): RtmpMessage {
  const message = control(messageType.peerBandwidth, bytes)
  return { ...message, payload: Buffer.concat([message.payload, Buffer.from([2])]) }
}

/** A user control event (§6.2): 0 a stream begins, 6 ping, 7 its answer. */
export function userControl(event: 0 | 6 | 7, value: number): RtmpMessage {
  const payload = Buffer.alloc(6)
  payload.writeUInt16BE(event)
  payload.writeUInt32BE(value, 2)
  return { type: messageType.userControl, streamId: 0, timestamp: 0, payload }
}

export function command(streamId: number, ...values: Amf[]): RtmpMessage {
  return { type: messageType.command, streamId, timestamp: 0, payload: writeAmf(...values) }
}

/** The object of an `onStatus` or of an answer to `connect`. */
export function status(level: 'status' | 'error', code: string, description: string): AmfObject {
  return new Map([
    ['level', level],
    ['code', code],
    ['description', description],
  ])
}
