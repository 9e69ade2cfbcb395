/**
 * An engine outside the install, which asks and tells as MediaMTX does: real RTMP and LL-HLS (our own media process,
 * with nothing of the house in it) behind https on an origin of its own.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { MediaEvent } from '../../src/media/engine.ts'
import { openEngine } from '../media/running-engine.ts'

export type OutsideEngine = AsyncDisposable & {
  /** `https://localhost:PORT` */
  origin: string
  rtmpPort: number
  /** From now on it asks and tells there. */
  speakTo(urls: { authUrl: string; hookUrl: string; secret: string }): void
  /** What `/get` answers, as MediaMTX's playback server does. */
  recording: Buffer
}

const kept = JSON.parse(readFileSync(new URL('./throw-away-certificate.json', import.meta.url), 'utf8'))
const der = (text: string) => Buffer.from(text, 'base64')
const certificate = {
  key: createPrivateKey({ key: der(kept.testOnlyDerBase64), format: 'der', type: 'pkcs8' }).export({
    type: 'pkcs8',
    format: 'pem',
  }),
  cert: new X509Certificate(der(kept.certificateDerBase64)).toString(),
}

export async function openOutsideEngine(): Promise<OutsideEngine> {
  let urls: Parameters<OutsideEngine['speakTo']>[0] | undefined
  let sources = 0
  const { engine, ...running } = await openEngine({
    // MediaMTX takes `STREAM?pass=KEY`; our RTMP reads a name up to the question mark, so here it is `STREAM~KEY`.
    authorize: async (name) => {
      const [path = '', password = ''] = name.split('~')
      const asked = {
        ip: '10.0.0.7',
        user: '',
        password,
        token: '',
        action: 'publish',
        path,
        protocol: 'rtmp',
        id: null,
      }
      const allowed = urls && (await post(urls.authUrl, { ...asked, query: `pass=${password}` }))
      return allowed?.ok ? { streamId: path } : undefined
    },
  })
  let telling: Promise<unknown> = Promise.resolve()
  engine.on((event) => {
    const at = newsOf(event)
    if (!at || !('streamId' in event) || !urls) return
    if (at === 'ready') sources += 1
    const { hookUrl, secret } = urls
    const query = `path=${event.streamId}&source_type=rtmpConn&source_id=${sources}`
    const told = () =>
      fetch(`${hookUrl}/${at}?${query}`, { method: 'POST', headers: { authorization: `Bearer ${secret}` } })
    telling = telling.then(told).catch(() => {})
  })
  const front = createServer(certificate, (incoming, response) => {
    if (incoming.url?.startsWith('/get?')) {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': opened.recording.length })
      return response.end(opened.recording)
    }
    const { method, headers, url } = incoming
    const passed = request(`${engine.origin()}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    response.on('close', () => passed.destroy())
    passed.end()
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
  const opened: OutsideEngine = {
    origin: `https://localhost:${(front.address() as AddressInfo).port}`,
    rtmpPort: engine.rtmpPort()!,
    recording: Buffer.alloc(0),
    speakTo: (told) => {
      urls = told
    },
    [Symbol.asyncDispose]: async () => {
      front.close()
      front.closeAllConnections()
      await running[Symbol.asyncDispose]()
      await telling
    },
  }
  return opened
}

function newsOf({ type }: MediaEvent): 'ready' | 'not-ready' | undefined {
  if (type === 'live.started' || type === 'live.resumed') return 'ready'
  return type === 'live.interrupted' || type === 'live.ended' ? 'not-ready' : undefined
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
