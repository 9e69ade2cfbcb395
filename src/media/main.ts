/**
 * The media process: WHIP in, LL-HLS out. Started and watched by `engine.ts`, spoken to by messages; it ends with
 * its parent. Native WebRTC code runs here and nowhere else.
 */
import { randomBytes } from 'node:crypto'
import { openFiles } from '../doors/open-files.ts'
import { SteadyClock } from '../lib/steady-clock.ts'
import type { Authorize } from './admission.ts'
import type { MediaEvent, MediaLog } from './events.ts'
import { Guard } from './guard.ts'
import type { FromMedia, MediaSettings, ToMedia } from './messages.ts'
import { Recordings } from './recording/recordings.ts'
import { openRtmpServer, type RtmpServerOptions } from './rtmp/server.ts'
import { openServer } from './server.ts'
import { openSrtDoor, type SrtDoorOptions } from './srt/door.ts'
import { Streams } from './streams.ts'
import { sayAlive } from './watch-child.ts'
import { WebSocketDoor } from './websocket-ingest/door.ts'
import { WhepEndpoint } from './whep/endpoint.ts'
import { WhipEndpoint } from './whip/endpoint.ts'

const say = (message: FromMedia): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => {})
}
const logAt =
  (level: 'info' | 'warn' | 'error') =>
  (fields: object, message: string): void =>
    say({ type: 'log', level, fields, message })
const log: MediaLog = { info: logAt('info'), warn: logAt('warn'), error: logAt('error') }
const newId = () => randomBytes(9).toString('base64url')

sayAlive(() => say({ type: 'alive' }))
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {}) // Ctrl-C reaches the whole group; the parent says when to stop.
process.once('message', (message: ToMedia) => {
  if (message.type === 'open') open(message.settings).catch((error) => fail(error))
})

async function open(settings: MediaSettings): Promise<void> {
  const { partMs, ladder } = settings
  const clock = new SteadyClock({ notBeforeMs: settings.notBeforeMs })
  const { now } = clock
  let stopping = false
  // Leaving because the app leaves is no news about any stream.
  const emit = (event: MediaEvent) => stopping || say({ type: 'event', event })
  const folder = settings.recordingsFolder
  const recordings = folder === undefined ? undefined : new Recordings({ folder, now, emit, log })
  const files = settings.files && openFiles(settings.files, { flush: false })
  const streams = new Streams({ clock, partMs, ladder, now, newId, log, emit, recordings, files })
  const asking = new Map<number, (opened: Awaited<ReturnType<Authorize>>) => void>()
  const authorize: Authorize = (key) =>
    new Promise((resolve) => {
      const id = randomBytes(6).readUIntBE(0, 6)
      asking.set(id, resolve)
      say({ type: 'authorize', id, key })
    })
  const whip = new WhipEndpoint({ settings, streams, authorize, now, newId, log })
  const guard = new Guard({ secret: settings.playbackSecret, pages: settings.playbackPages, now })
  const { gate } = guard
  const whep = new WhepEndpoint({ settings, streams, gate, newId })
  const websocket = new WebSocketDoor({ streams, authorize, now, log })
  const doors = { whip, whep, websocket }
  const server = await openServer({ port: settings.httpPort, partMs, streams, ...doors, gate, log })
  const rtmp = await openRtmp(settings, { streams, authorize, now, log })
  const srt = await openSrt(settings, { streams, authorize, now, log })

  process.on('message', (message: ToMedia) => {
    if (message.type === 'authorized') {
      asking.get(message.id)?.(message.opened)
      asking.delete(message.id)
    }
    if (message.type === 'guard') {
      guard.set(message.streamId, message.guarded)
      streams.store(message.streamId, message.guarded)
    }
    if (message.type === 'broadcast') streams.broadcast(message.streamId, message.picture)
    if (message.type === 'kick' || message.type === 'stopBroadcast') streams.find(message.streamId)?.kick()
    if (message.type === 'keepKeys') streams.find(message.streamId)?.keepKeys(message.keyIds)
    if (message.type === 'slate') streams.open(message.streamId).slate(message.wish)
    if (message.type === 'close') streams.close(message.streamId)
    if (message.type === 'forget') {
      streams.forget(message.streamId)
      guard.set(message.streamId, false)
    }
    if (message.type === 'push') streams.push(message.streamId, message.targets)
    if (message.type === 'record') recordings?.start(message.streamId, message.fromMs)
    if (message.type === 'stop') stop()
  })
  process.on('SIGTERM', () => stop())
  say({ type: 'listening', port: server.port, rtmpPort: rtmp?.port, srtPort: srt?.port })

  function stop(): void {
    stopping = true
    streams.stop()
    whip.close()
    whep.close()
    websocket.close()
    rtmp?.close()
    srt?.close()
    server.close()
    void recordings?.close()
    setTimeout(() => process.exit(0), 100) // Lets the farewells of WebRTC sessions leave.
  }
}

/** RTMP in, unless it is off or another program has its port: browsers can publish without it. */
async function openRtmp(settings: MediaSettings, needs: Omit<RtmpServerOptions, 'port'>) {
  const { rtmpPort: port, bindAddress } = settings
  if (port === undefined) return undefined
  return openRtmpServer({ ...needs, port, bindAddress }).catch((error: NodeJS.ErrnoException) => {
    log.error({ port, error: error.message }, 'no RTMP: its port cannot be opened')
    return undefined
  })
}

/** SRT in, where it is wanted and its port is free. */
async function openSrt(settings: MediaSettings, needs: Omit<SrtDoorOptions, 'port'>) {
  const { srtPort: port, srtPassphrase: passphrase, bindAddress } = settings
  if (port === undefined) return undefined
  return openSrtDoor({ ...needs, port, passphrase, bindAddress }).catch((error: NodeJS.ErrnoException) => {
    log.error({ port, error: error.message }, 'no SRT: its port cannot be opened')
    return undefined
  })
}

function fail(error: unknown): void {
  log.error({ error: String(error) }, 'media process cannot start')
  process.exitCode = 1
  process.disconnect?.()
}
