import { type Amf, writeAmf } from '../../src/media/rtmp/amf0.ts'
import { ChunkWriter } from '../../src/media/rtmp/chunk-writer.ts'
import { command, control } from '../../src/media/rtmp/commands.ts'
import { openingBytes } from '../../src/media/rtmp/handshake.ts'
import { messageType, type RtmpMessage } from '../../src/media/rtmp/message.ts'
import type { Dice } from '../random.ts'
import { sampleTags } from './sample.ts'

/** One way to misbehave: what is sent on a connection of its own, piece by piece. */
export type Attack = { name: string; bytes(random: Dice): Buffer[] }

const junk = (random: Dice, length: number) => Buffer.from(Array.from({ length }, () => random.roll(256)))
const shaken = (random: Dice) => Buffer.concat([openingBytes(junk(random, 1528)), junk(random, 1536)])
const chunks = (messages: RtmpMessage[]) => {
  const writer = new ChunkWriter()
  return Buffer.concat(messages.map((message) => writer.write(3, message)))
}
const afterShaking = (random: Dice, ...messages: RtmpMessage[]) => [shaken(random), chunks(messages)]

const connectTo = (facts: [string, Amf][]) => command(0, 'connect', 1, new Map(facts))
const connected = connectTo([
  ['app', 'live'],
  ['tcUrl', 'rtmp://127.0.0.1/live'],
])
const opened = [connected, command(0, 'createStream', 2, null)]
const publish = (name: Amf) => command(1, 'publish', 3, null, name, 'live')
const aKey = (random: Dice) => `key-fuzz${random.roll(50)}`

const media = (type: number, timestamp: number, payload: Buffer): RtmpMessage => ({
  type,
  streamId: 1,
  timestamp,
  payload,
})
const sample = sampleTags()

/** A publisher who may: an empty piece waits for the word that it can begin. */
function publishing(random: Dice, then: RtmpMessage[]): Buffer[] {
  return [shaken(random), chunks([...opened, publish(aKey(random))]), Buffer.alloc(0), chunks(then)]
}

function flipped(random: Dice, bytes: Buffer): Buffer {
  const broken = Buffer.from(bytes)
  for (let flips = 1 + random.roll(12); flips > 0; flips--) broken[random.roll(broken.length)]! ^= 1 << random.roll(8)
  return broken
}

const commands: ((random: Dice) => RtmpMessage)[] = [
  () => connected,
  () => connectTo([]),
  () => connectTo([['app', 5]]),
  () => connectTo([['app', 'live'], ['tcUrl', 'not an address']]), // biome-ignore format: a list
  () => command(0, 'connect', 1, null),
  () => command(0, 'connect', 'one', new Map()),
  () => command(0, 'createStream', 2, null),
  () => command(1, 'publish', 3, null),
  () => publish(7),
  () => publish(''),
  () => publish('a'.repeat(5000)),
  () => publish('Ünïcode\u0000'),
  () => command(1, 'play', 3, null, 'key-show'),
  () => command(0, 'x'.repeat(60_000), 9),
  () => command(0, '__proto__', 4, new Map([['__proto__', new Map([['polluted', true]])]])),
  (random) => command(random.roll(4), random.pick(['deleteStream', 'FCUnpublish', 'closeStream']), 5, null, 1),
  (random) => publish(aKey(random)),
]

/** Every payload of the sample as it is, but some with bits flipped: the talk stays whole, so that all of it is read. */
const flippedPayloads = (random: Dice): RtmpMessage[] =>
  sample.map((one) =>
    random.chance(0.2) && one.payload.length > 0 ? { ...one, payload: flipped(random, one.payload) } : one,
  )

export const attacks: Attack[] = [
  { name: 'random', bytes: (random) => [junk(random, 1 + random.roll(4000))] },
  { name: 'http', bytes: () => [Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')] },
  {
    name: 'tls',
    bytes: (random) => [Buffer.concat([Buffer.from('160301020001000001fc0303', 'hex'), junk(random, 500)])],
  },
  { name: 'shortHandshake', bytes: (random) => [shaken(random).subarray(0, random.roll(3073))] },
  { name: 'randomAfterHandshake', bytes: (random) => [shaken(random), junk(random, 1 + random.roll(4000))] },
  {
    name: 'commandsInAnyOrder',
    bytes: (random) =>
      afterShaking(random, ...Array.from({ length: 1 + random.roll(6) }, () => random.pick(commands)(random))),
  },
  {
    name: 'cutAmf',
    bytes: (random) => {
      const payload = writeAmf('connect', 1, new Map([['app', 'live']]))
      return afterShaking(random, { ...connected, payload: payload.subarray(0, random.roll(payload.length)) })
    },
  },
  {
    name: 'deepAmf',
    bytes: (random) => {
      let deep: Amf = 1
      for (let i = random.roll(200); i > 0; i--) deep = random.chance(0.5) ? [deep] : new Map([['a', deep]])
      return afterShaking(random, command(0, 'connect', 1, deep))
    },
  },
  {
    name: 'chunkSize',
    bytes: (random) =>
      afterShaking(random, control(messageType.chunkSize, random.pick([0, 1, 64, 0x7fffffff, 0x80000000, 0xffffffff]))),
  },
  {
    name: 'lyingLengths',
    bytes: (random) => {
      const bytes = chunks(opened)
      bytes.writeUIntBE(random.pick([0, 1, 0xffff, 0x10000, 0x10001, 0x3fffff, 0xffffff]), 4, 3)
      return [shaken(random), bytes]
    },
  },
  {
    name: 'manyStreams',
    bytes: (random) => {
      const writer = new ChunkWriter()
      return [shaken(random), ...Array.from({ length: 40 }, (_, i) => writer.write(3 + i, connected))]
    },
  },
  {
    name: 'flippedTalk',
    bytes: (random) => [shaken(random), flipped(random, chunks([...opened, publish(aKey(random))]))],
  },
  {
    name: 'junkConfiguration',
    bytes: (random) => {
      const head = random.pick([
        '1700000000',
        '9068766331',
        '9061763031',
        '9061766331',
        'af00',
        '904f707573',
        '906d703461',
      ])
      const payload = Buffer.concat([Buffer.from(head, 'hex'), junk(random, random.roll(60))])
      return publishing(random, [media(head.startsWith('af') ? 8 : 9, 0, payload), ...sample.slice(2, 20)])
    },
  },
  {
    name: 'flippedMedia',
    bytes: (random) => {
      const whole = chunks(sample)
      return [...publishing(random, []), flipped(random, whole)]
    },
  },
  { name: 'flippedPayloads', bytes: (random) => publishing(random, flippedPayloads(random)) },
  {
    name: 'wildTimes',
    bytes: (random) =>
      publishing(
        random,
        sample.map((one) => (random.chance(0.1) ? { ...one, timestamp: random.roll(2 ** 32) } : one)),
      ),
  },
  {
    name: 'anyTags',
    bytes: (random) =>
      publishing(
        random,
        Array.from({ length: 20 }, () =>
          media(random.pick([8, 9, 15, 18, 22, 4]), random.roll(900), junk(random, random.roll(300))),
        ),
      ),
  },
]
