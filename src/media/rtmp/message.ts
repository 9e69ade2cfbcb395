/** One RTMP message, put together from its chunks. `timestamp` in ms, 32 bits that wrap. */
export type RtmpMessage = { type: number; streamId: number; timestamp: number; payload: Buffer }

/** Message types (RTMP specification 1.0, §5.4, §6.2 and §7.1). */
export const messageType = {
  chunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowSize: 5,
  peerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  data: 18,
  command: 20,
} as const

/** The other side does not speak RTMP as we take it; its connection is closed without a word. */
export class ProtocolError extends Error {}
