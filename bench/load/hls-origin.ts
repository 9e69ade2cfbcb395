/** A stream and the origin that serves it, in a process of its own: parts of a fixed size, on time. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { masterPlaylist } from '../../src/media/hls/master.ts'
import { mediaPlaylist } from '../../src/media/hls/playlist.ts'
import { HlsOrigin } from '../../src/media/hls/serve.ts'
import { LiveWindow } from '../../src/media/hls/window.ts'
import { answerPeer } from './processes.ts'

export type OriginPlan = { partMs: number; kbps: number }

const partsInSegment = 6
const window = new LiveWindow({ sequence: 1000, discontinuity: 0 })
const master = async (query: string) => masterPlaylist([{ name: 'live', window, codecs: ['avc1.42c01f'] }], query)
const renditions = () => [{ name: 'live', window }]
let plan: OriginPlan = { partMs: 333, kbps: 1500 }
let origin = new HlsOrigin({ find: () => ({ renditions, master }), partMs: plan.partMs })
const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  const target = request.url!
  const at = target.indexOf('?')
  void origin.serve(request, response, at < 0 ? target : target.slice(0, at), at < 0 ? '' : target.slice(at + 1))
})
server.listen(0, '127.0.0.1', () =>
  answerPeer({
    port: () => (server.address() as AddressInfo).port,
    begin: (input) => begin(input as OriginPlan),
    cpuSeconds: () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1e6
    },
    /** One part and one playlist as they are sent, for whoever else is to serve the same. */
    sample: () => ({ part: partBytes().length, playlist: mediaPlaylist(window, { partMs: plan.partMs }) }),
  }),
)

let parts = 0
let timer: NodeJS.Timeout | undefined

function begin(next: OriginPlan): void {
  plan = next
  origin = new HlsOrigin({ find: () => ({ renditions, master }), partMs: plan.partMs })
  window.startTake({ id: `take${parts}`, init: Buffer.alloc(700) })
  for (let i = 0; i < partsInSegment * 4; i++) cut()
  clearInterval(timer)
  const startedAt = performance.now()
  let due = 0
  timer = setInterval(() => {
    for (; due * plan.partMs <= performance.now() - startedAt; due++) cut()
  }, 5)
}

/** The bytes begin with the instant of the cut, so that viewers know how late they are. */
function cut(): void {
  const bytes = partBytes()
  bytes.writeDoubleBE(performance.timeOrigin + performance.now(), 0)
  const independent = parts % partsInSegment === 0
  window.addPart({ durationMs: plan.partMs, independent, bytes }, Date.now())
  if (++parts % partsInSegment === 0) window.closeSegment()
}

const partBytes = () => Buffer.alloc(Math.round((plan.kbps * plan.partMs) / 8), 7)
