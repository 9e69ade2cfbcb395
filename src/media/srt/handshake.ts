import { MediaRefusal } from '../problems.ts'

/** The handshake of SRT (draft-sharabayko-srt-01 §3.2.1): a header of 16 bytes, then these fields, then extensions. */
const at = { type: 0, destination: 12, version: 16, encryption: 20, extension: 22, kind: 36, socketId: 40, cookie: 44 }
const bytesMin = 64
const bytesMax = 1500
const controlHandshake = 0x8000
const controlShutdown = 0x8005
const induction = 1
const conclusion = 0xffffffff
const streamIdExtension = 5
const magic = 0x4a17 // "SRT", in the answer to an induction.
const keyLengthMax = 512

export type Handshake = { kind: 'induction' | 'conclusion'; bytes: Buffer; cookie: number; socketId: number }

/** A caller's handshake; undefined for everything else. */
export function readHandshake(bytes: Buffer): Handshake | undefined {
  if (bytes.length < bytesMin || bytes.length > bytesMax || bytes.readUInt16BE(at.type) !== controlHandshake)
    return undefined
  if (bytes.readUInt32BE(at.destination) !== 0) return undefined
  const number = bytes.readUInt32BE(at.kind)
  const kind = number === induction ? 'induction' : number === conclusion ? 'conclusion' : undefined
  const [cookie, socketId] = [bytes.readUInt32BE(at.cookie), bytes.readUInt32BE(at.socketId)]
  return kind && { kind, bytes, cookie, socketId }
}

/** The key in a conclusion's stream id. @throws MediaRefusal srt.key.missing | srt.play.refused */
export function keyOf({ bytes }: Handshake): string {
  const id = unescaped(streamIdOf(bytes))
  const told = id.startsWith('#!::') ? new Map(id.slice(4).split(',').map(pairOf)) : undefined
  if (told && (told.get('m') ?? 'request') !== 'publish') throw new MediaRefusal('srt.play.refused')
  const key = told ? (told.get('r') ?? '') : id
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > keyLengthMax) throw new MediaRefusal('srt.key.missing')
  return key
}

/** Some senders (FFmpeg before 6) leave what an address had to escape as it is; keys have no such signs. */
function unescaped(id: string): string {
  return id.replace(/%([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
}

const pairOf = (pair: string): [string, string] => {
  const equals = pair.indexOf('=')
  return [pair.slice(0, equals), pair.slice(equals + 1)]
}

/** Extensions are a type, a length in words, and words; the letters of a stream id stand backwards in each. */
function streamIdOf(bytes: Buffer): string {
  for (let from = bytesMin; from + 4 <= bytes.length; ) {
    const end = from + 4 + bytes.readUInt16BE(from + 2) * 4
    if (end > bytes.length) return ''
    if (bytes.readUInt16BE(from) === streamIdExtension)
      return Buffer.from(bytes.subarray(from + 4, end))
        .swap32()
        .toString('utf8')
        .replace(/\0+$/, '')
    from = end
  }
  return ''
}

/** The answer to an induction: who we are, and a cookie that must come back. */
export function welcome({ bytes, socketId }: Handshake, cookie: number): Buffer {
  const answer = answerTo(bytes, socketId, induction)
  answer.writeUInt16BE(magic, at.extension)
  answer.writeUInt32BE(cookie, at.cookie)
  return answer
}

export const refusalOf = ({ bytes, socketId }: Handshake, reason: number): Buffer => answerTo(bytes, socketId, reason)

/** A caller's packet with the cookie of the one it is passed on to. */
export function withCookie(bytes: Buffer, cookie: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt32BE(cookie, at.cookie)
  return copy
}

/** An induction in a caller's name. */
export function inductionOf({ bytes }: Handshake): Buffer {
  const copy = Buffer.from(bytes.subarray(0, bytesMin))
  copy.writeUInt32BE(4, at.version)
  copy.writeUInt16BE(0, at.encryption)
  copy.writeUInt16BE(2, at.extension)
  copy.writeUInt32BE(induction, at.kind)
  copy.writeUInt32BE(0, at.cookie)
  return copy
}

/** The cookie in an answer to an induction; undefined for any other packet. */
export function cookieIn(bytes: Buffer): number | undefined {
  const answers =
    bytes.length >= bytesMin &&
    bytes.readUInt16BE(at.type) === controlHandshake &&
    bytes.readUInt32BE(at.kind) === induction
  return answers ? bytes.readUInt32BE(at.cookie) : undefined
}

/** What tells a sender that it is over. */
export function shutdownFor({ bytes, socketId }: Handshake): Buffer {
  const farewell = Buffer.alloc(20)
  farewell.writeUInt16BE(controlShutdown, at.type)
  bytes.copy(farewell, 8, 8, 12)
  farewell.writeUInt32BE(socketId, at.destination)
  return farewell
}

function answerTo(bytes: Buffer, socketId: number, kind: number): Buffer {
  const answer = Buffer.from(bytes.subarray(0, bytesMin))
  answer.writeUInt32BE(socketId, at.destination)
  answer.writeUInt32BE(5, at.version)
  answer.writeUInt16BE(0, at.encryption)
  answer.writeUInt16BE(0, at.extension)
  answer.writeUInt32BE(kind, at.kind)
  answer.writeUInt32BE(1, at.socketId)
  return answer
}
