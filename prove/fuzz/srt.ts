import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Dice } from '../random.ts'

const junk = (random: Dice, length: number) => Buffer.from(Array.from({ length }, () => random.roll(256)))
const induction = 1
const conclusion = 0xffffffff

/** A handshake as callers send it (draft-sharabayko-srt-01 §3.2.1), with any extensions behind it. */
function handshake(kind: number, cookie: number, random: Dice, ...extensions: Buffer[]): Buffer {
  const head = Buffer.alloc(64)
  head.writeUInt16BE(0x8000, 0)
  head.writeUInt32BE(random.chance(0.9) ? 5 : random.roll(2 ** 32), 16)
  head.writeUInt16BE(random.chance(0.9) ? 0 : random.roll(7), 20)
  head.writeUInt32BE(kind, 36)
  head.writeUInt32BE(1 + random.roll(2 ** 30), 40)
  head.writeUInt32BE(cookie, 44)
  return Buffer.concat([head, ...extensions])
}

/** A stream id: words whose letters stand backwards. Its length may be a lie. */
function streamId(id: string, random: Dice): Buffer {
  const letters = Buffer.alloc(Math.ceil(id.length / 4) * 4)
  letters.write(id)
  const head = Buffer.alloc(4)
  head.writeUInt16BE(5, 0)
  head.writeUInt16BE(random.chance(0.8) ? letters.length / 4 : random.roll(65_536), 2)
  return Buffer.concat([head, letters.swap32()])
}

/** One in a hundred knows a key: each of those costs a child process. */
const anyId = (random: Dice): string => {
  if (random.chance(0.01)) return `key-srt${random.roll(5)}`
  const ids = [
    '',
    'nokey',
    '#!::r=nokey,m=publish',
    '#!::m=request,r=key-show',
    '#!::',
    '#!::,,==',
    '%',
    'é'.repeat(40),
  ]
  return random.chance(0.2) ? 'k'.repeat(random.roll(1200)) : random.pick(ids)
}

function bent(bytes: Buffer, random: Dice): Buffer {
  const copy = Buffer.from(bytes)
  for (let flips = random.roll(4); flips > 0; flips--) copy[random.roll(copy.length)] = random.roll(256)
  return random.chance(0.2) ? copy.subarray(0, random.roll(copy.length)) : copy
}

/**
 * Misbehaves once at the SRT port: junk, handshakes that are cut, bent or out of order, stream ids of lying lengths,
 * wrong cookies, and junk after a right one. Gives what was done, and whether somebody answered.
 */
export async function knockBySrt(port: number, random: Dice): Promise<string[]> {
  const socket = createSocket('udp4')
  socket.on('error', () => {})
  socket.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const done = ['srt']
  if (random.chance(0.3)) {
    for (let i = random.roll(6); i >= 0; i--) socket.send(junk(random, random.roll(1500)))
  } else {
    socket.send(handshake(induction, 0, random))
    const welcome = await answered(socket)
    if (welcome) done.push('srtWelcomed')
    const cookie = welcome && random.chance(0.9) ? welcome.readUInt32BE(44) : random.roll(2 ** 32)
    const said = handshake(
      conclusion,
      cookie,
      random,
      junk(random, random.pick([0, 16])),
      streamId(anyId(random), random),
    )
    socket.send(random.chance(0.5) ? said : bent(said, random))
    if (await answered(socket)) done.push('srtAnswered')
    for (let i = random.roll(4); i > 0; i--) socket.send(junk(random, random.roll(1400)))
  }
  await answered(socket)
  socket.close()
  return done
}

/** What comes back within a moment, if anything does. */
async function answered(socket: Socket): Promise<Buffer | undefined> {
  const moment = AbortSignal.timeout(30)
  const [said] = await once(socket, 'message', { signal: moment }).catch(() => [])
  return said instanceof Buffer && said.length >= 48 ? said : undefined
}
