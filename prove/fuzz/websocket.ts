import { once } from 'node:events'
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { websocketFrame } from '../../web/src/lib/media/websocket-frames.ts'
import type { Dice } from '../random.ts'

const junk = (random: Dice, length: number) => Buffer.from(Array.from({ length }, () => random.roll(256)))
const aKey = (random: Dice) => `key-socket${random.roll(50)}`
const greeting = (random: Dice) => JSON.stringify({ key: aKey(random), video: true, audio: random.chance(0.5) })

/** What may be said instead of a greeting. */
const greetings: ((random: Dice) => string | Buffer)[] = [
  greeting,
  (random) => greeting(random).slice(0, random.roll(20)),
  () => JSON.stringify({ key: { length: 3 }, video: 'yes' }),
  () => `{"key":"${'a'.repeat(100_000)}"}`,
  () => '['.repeat(5000),
  () => '{"__proto__":{"key":"key-a"}}',
  (random) => junk(random, 200),
]

/** What may be said after one: true kinds and times, and bytes that a picture or a sound may begin with. */
function anyFrame(random: Dice): Buffer {
  if (random.chance(0.2)) return junk(random, random.roll(40))
  const kind = random.pick(['keyPicture', 'picture', 'opus', 'aacConfig', 'aac'] as const)
  const timeUs = random.pick([0, random.roll(5_000_000), 2 ** 47, 2 ** 32])
  const start = Buffer.from(
    random.pick(['000000016742001f', '0000000168ce', '0000000165', '000001', '1190', 'fcfffe', '']),
    'hex',
  )
  const bytes = Buffer.concat([start, junk(random, random.roll(300))])
  return Buffer.from(websocketFrame(kind, timeUs, bytes.length, (body) => body.set(bytes)))
}

/**
 * Misbehaves once at the WebSocket door: an upgrade that is none, broken WebSocket frames, greetings and media of junk.
 * Gives what was done, and whether it was let in.
 */
export async function knockByWebSocket(origin: string, random: Dice): Promise<string[]> {
  if (random.chance(0.2)) return rawly(origin, random)
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/whip/show`)
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  await Promise.race([once(socket, 'open'), closed])
  const done = ['webSocket']
  socket.send(random.chance(0.6) ? greeting(random) : random.pick(greetings)(random))
  const [said] = await Promise.race([once(socket, 'message'), closed])
  if (String(said).includes('"publishing"')) done.push('webSocketPublishing')
  for (let frames = random.roll(30); frames > 0 && socket.readyState === WebSocket.OPEN; frames--)
    socket.send(random.chance(0.1) ? greeting(random) : anyFrame(random))
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 30))])
  socket.terminate()
  await closed
  return done
}

async function rawly(origin: string, random: Dice): Promise<string[]> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.resume()
  const closed = once(socket, 'close')
  const head = `GET /whip/${random.pick(['show', '%', '..', ''])} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
  const key = random.pick(['', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n', 'Sec-WebSocket-Key: ?\r\n'])
  socket.write(`${head}Sec-WebSocket-Version: ${random.pick(['13', '1', 'x'])}\r\n${key}\r\n`)
  socket.write(junk(random, 1 + random.roll(2000)))
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 30))])
  socket.destroy()
  await closed
  return ['webSocketRaw']
}
