import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { encode } from '../test/media/encoder.ts'
import { openEngine, type RunningEngine } from '../test/media/running-engine.ts'
import { attacks } from './fuzz/attacks.ts'
import { knockBySrt } from './fuzz/srt.ts'
import { knockByWebSocket } from './fuzz/websocket.ts'
import { dice } from './random.ts'

/**
 * Anything at all at the door of RTMP, WebSocket or SRT costs its own connection and nothing else: a show beside it
 * never stumbles.
 *
 * A real encoder publishes while connections bring random bytes, other protocols, every command in every wrong order,
 * broken AMF, chunks with lying lengths, decoder configurations of junk and real media with bits flipped. Afterwards
 * the show must be unbroken, the process the same, and an honest encoder welcome; half of the attackers know a key.
 */
export async function run({ smoke, seed, runs }: { smoke: boolean; seed: number; runs?: number }) {
  const wanted = runs ?? (smoke ? 300 : 20_000)
  const random = dice(seed)
  await using running = await openEngine({ srtPort: 0 })
  const port = running.engine.rtmpPort()!
  await using show = encode(port, 'key-show')
  await running.event((event) => event.type === 'live.started')
  const pid = running.engine.pid()
  const counts: Record<string, number> = {}
  const violations: string[] = []
  let left = wanted

  const attacker = async () => {
    while (left-- > 0 && violations.length === 0) {
      if (random.chance(0.3)) {
        for (const done of await knockByWebSocket(running.engine.origin(), random))
          counts[done] = (counts[done] ?? 0) + 1
        if (running.engine.pid() !== pid) violations.push('webSocket: the media process died')
        continue
      }
      if (random.chance(0.2)) {
        for (const done of await knockBySrt(running.engine.srtPort()!, random)) counts[done] = (counts[done] ?? 0) + 1
        if (running.engine.pid() !== pid) violations.push('srt: the media process died')
        continue
      }
      const attack = random.pick(attacks)
      counts[attack.name] = (counts[attack.name] ?? 0) + 1
      const heard = await suffer(port, attack.bytes(random), violations)
      if (heard.includes('NetStream.Publish.Start')) counts.publishing = (counts.publishing ?? 0) + 1
      if (heard.includes('NetStream.Publish.Rejected')) counts.rejected = (counts.rejected ?? 0) + 1
      if (running.engine.pid() !== pid) violations.push(`${attack.name}: the media process died`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, attacker))
  violations.push(...(await aftermath(running, show.process.exitCode)))
  for (const violation of violations.slice(0, 20)) console.error(violation)
  return { connections: wanted - Math.max(0, left), ...counts, violations: violations.length }
}

/** Sends everything, gives the other side a moment to close or answer, then hangs up. What it said is given back. */
async function suffer(port: number, pieces: Buffer[], violations: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  let heard = ''
  socket.on('data', (bytes) => {
    heard = (heard + bytes.toString('latin1')).slice(-9000)
  })
  const closed = once(socket, 'close').catch(() => {})
  const refused = await Promise.race([once(socket, 'connect').then(() => false), closed.then(() => true)])
  if (refused) {
    violations.push('a connection was not taken')
    return ''
  }
  for (const piece of pieces) {
    if (piece.length > 0) await sent(socket, piece)
    while (piece.length === 0 && !socket.destroyed && !heard.includes('NetStream.Publish'))
      await Promise.race([closed, once(socket, 'data')]).catch(() => {})
  }
  const enough = new Promise((resolve) => setTimeout(resolve, 30))
  await Promise.race([closed, enough])
  socket.destroy()
  await closed
  return heard
}

const sent = (socket: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed || !socket.writable) resolve()
    else socket.write(bytes, () => resolve())
  })

/** What must hold when it is over. */
async function aftermath(running: RunningEngine, exitCode: number | null): Promise<string[]> {
  const { engine, events } = running
  const since = events.length
  const rules: [boolean, string][] = [
    [exitCode === null, 'the show beside was thrown out'],
    [!events.some((event) => event.type === 'engine.down'), 'the media process died'],
    [!ofShow(events, 'live.interrupted'), 'the show beside was interrupted'],
  ]
  await running.event((event) => event.type === 'stats' && event.streamId === 'show' && event.videoFps > 20, since)
  const playlist = await (await fetch(`${engine.origin()}/hls/show/live.m3u8`)).text()
  rules.push([!/#EXT-X-DISCONTINUITY\n/.test(playlist), 'the show beside was cut'])
  await using _ = encode(engine.rtmpPort(), 'key-after')
  await running.event((event) => event.type === 'live.started' && event.streamId === 'after')
  rules.push([running.errors.length === 0, `a fault of ours: ${running.errors[0]}`])
  return rules.filter(([holds]) => !holds).map(([, violation]) => violation)
}

const ofShow = (events: RunningEngine['events'], type: string): boolean =>
  events.some((event) => event.type === type && 'streamId' in event && event.streamId === 'show')
