/** Kinds of binary messages of the WebSocket door (`src/media/websocket-ingest/messages.ts` reads them). */
const kinds = { keyPicture: 1, picture: 2, opus: 3, aacConfig: 4, aac: 5 } as const

export type FrameKind = keyof typeof kinds

const headBytes = 7

/** One message: its kind, its time in microseconds since the session began, and a body that `fill` writes. */
export function websocketFrame(
  kind: FrameKind,
  timeUs: number,
  length: number,
  fill: (body: Uint8Array<ArrayBuffer>) => void,
): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(headBytes + length)
  const view = new DataView(frame.buffer)
  const time = Math.max(0, Math.round(timeUs))
  view.setUint8(0, kinds[kind])
  view.setUint16(1, Math.floor(time / 2 ** 32))
  view.setUint32(3, time % 2 ** 32)
  fill(frame.subarray(headBytes))
  return frame
}
