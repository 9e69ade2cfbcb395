import type { Socket } from 'node:net'
import type { MediaLog } from '../events.ts'
import { MediaRefusal } from '../problems.ts'
import { AmfRefused } from './amf0.ts'
import { ChunkReader } from './chunk-reader.ts'
import { ChunkWriter } from './chunk-writer.ts'
import { control, controlStream } from './commands.ts'
import { Handshake, handshakeRandomBytes, openingBytes } from './handshake.ts'
import { messageType, ProtocolError, type RtmpMessage } from './message.ts'
import { type Publisher, RtmpSession } from './session.ts'

const handshakeMsMax = 5000
const publishMsMax = 10_000 // From there to a key that may publish.
const farewellMsMax = 2000 // For a refusal to be read.
const idleMsMax = 15_000
const acknowledgeEveryBytes = 1_000_000
const unsentBytesMax = 256 * 1024 // Somebody who asks and never reads the answers.

export type ConnectionOptions = {
  log: MediaLog
  random: (bytes: number) => Buffer
  /** @throws MediaRefusal */
  publish(key: string): Promise<Publisher>
}

/** Serves one socket until it closes. Whatever goes wrong costs this socket and nothing else. */
export function serveConnection(socket: Socket, options: ConnectionOptions): void {
  const { log } = options
  const writer = new ChunkWriter()
  const within = (ms: number) => setTimeout(() => socket.destroy(), ms)
  let patience = within(handshakeMsMax)
  const waitAtMost = (ms: number | undefined) => {
    clearTimeout(patience)
    if (ms !== undefined) patience = within(ms)
  }
  const send = (chunkStream: number, message: RtmpMessage) => {
    if (!socket.writable) return
    socket.write(writer.write(chunkStream, message))
    if (socket.writableLength > unsentBytesMax) socket.destroy()
  }
  const session = new RtmpSession({
    send,
    setChunkSize: (bytes) => {
      writer.chunkSize = bytes
    },
    publish: (key) => options.publish(key).catch((error) => Promise.reject(named(error, log))),
    onPublish: () => waitAtMost(undefined),
    onRefused: (refusal) => {
      log.info({ code: refusal.code }, 'RTMP publisher refused')
      socket.end()
      waitAtMost(farewellMsMax)
    },
  })
  const onShaken = () => waitAtMost(publishMsMax)
  const read = openReader(socket, { session, random: options.random, send, onShaken })
  socket.setTimeout(idleMsMax, () => socket.destroy())
  socket.on('data', (bytes: Buffer) => {
    try {
      read(bytes)
    } catch (error) {
      drop(socket, error, log)
    }
  })
  socket.on('error', () => {}) // Its `close` follows.
  socket.once('close', () => {
    clearTimeout(patience)
    session.close()
  })
}

/** A refusal as it is; anything else is a bug of ours, that the sender learns nothing of. */
function named(error: unknown, log: MediaLog): MediaRefusal {
  if (error instanceof MediaRefusal) return error
  log.error({ error: String((error as Error)?.stack ?? error) }, 'an RTMP publisher could not be taken')
  return new MediaRefusal('rtmp.key.unknown')
}

function drop(socket: Socket, error: unknown, log: MediaLog): void {
  const expected = error instanceof ProtocolError || error instanceof AmfRefused
  if (expected) log.info({ reason: error.message }, 'RTMP connection dropped')
  else log.error({ error: String((error as Error)?.stack ?? error) }, 'RTMP connection failed')
  socket.destroy()
}

type Reading = {
  session: RtmpSession
  random: (bytes: number) => Buffer
  send: (chunkStream: number, message: RtmpMessage) => void
  onShaken: () => void
}

/** Takes the bytes of one socket: the handshake first, then chunks, acknowledged as they come. */
function openReader(socket: Socket, { session, random, send, onShaken }: Reading): (bytes: Buffer) => void {
  const handshake = new Handshake(openingBytes(random(handshakeRandomBytes)))
  const chunks = new ChunkReader((type) => session.bytesMax(type))
  let received = 0
  let acknowledged = 0
  let isShaking = true

  return (bytes) => {
    received += bytes.length
    let rest: Buffer | undefined = bytes
    if (isShaking) {
      const step = handshake.push(bytes)
      if (step.answer) socket.write(step.answer)
      rest = step.rest
      if (!rest) return
      isShaking = false
      onShaken()
    }
    for (const message of chunks.read(rest)) session.take(message)
    if (received - acknowledged < acknowledgeEveryBytes) return
    acknowledged = received
    send(controlStream, control(messageType.acknowledgement, received % 2 ** 32))
  }
}
