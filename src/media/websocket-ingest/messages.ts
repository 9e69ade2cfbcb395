import { MediaRefusal } from '../problems.ts'

/**
 * What a browser says on its WebSocket. First, as text: `{"key": "…", "video": true, "audio": true}`, the stream key and
 * what is going to come. Then only binary messages: one byte for the kind, six for the time (microseconds since the
 * session began, big-endian), the rest as below.
 */
export type IngestMessage = { timeUs: number; bytes: Buffer } & (
  | { kind: 'key picture' | 'picture' } // One picture of H.264 as a byte stream (annex B), parameter sets before key pictures.
  | { kind: 'opus' } // One packet.
  | { kind: 'aac config' } // AudioSpecificConfig.
  | { kind: 'aac' } // One frame without its ADTS header.
)

const kinds: Record<number, IngestMessage['kind']> = {
  1: 'key picture',
  2: 'picture',
  3: 'opus',
  4: 'aac config',
  5: 'aac',
}
const headBytes = 7
const helloLengthMax = 2048
/** Of one message: far more than a key picture at 2.5 Mbit/s. Longer ones end the connection (code 1009). */
export const messageBytesMax = 1_500_000

export type Hello = { key: string; video: boolean; audio: boolean }

/** @throws MediaRefusal websocket.key.missing */
export function readHello(text: string): Hello {
  const said = text.length <= helloLengthMax ? parsed(text) : undefined
  const { key, video, audio } = (said ?? {}) as Partial<Record<keyof Hello, unknown>>
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,512}$/.test(key)) throw new MediaRefusal('websocket.key.missing')
  return { key, video: video === true, audio: audio === true }
}

/** @throws MediaRefusal websocket.message.malformed */
export function readMessage(bytes: Buffer): IngestMessage {
  const kind = kinds[bytes[0] ?? 0]
  if (!kind || bytes.length <= headBytes) throw new MediaRefusal('websocket.message.malformed')
  return { kind, timeUs: bytes.readUIntBE(1, 6), bytes: bytes.subarray(headBytes) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
