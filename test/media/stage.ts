/** A media engine, a page that plays and publishes, and Chromium to open it in: what the browser tests stand on. */
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { passUpgrade } from '../../src/lib/upgrade.ts'
import type { MediaEngine, MediaEngineOptions } from '../../src/media/engine.ts'
import { chromiumPath, withFakeCamera } from '../chromium.ts'
import { throughPort, withoutCandidates } from './lossy-path.ts'
import { openEngine, type RunningEngine } from './running-engine.ts'

const root = new URL('../../', import.meta.url)

/** Chromium then has no UDP at all, as behind a strict firewall. */
export const withoutUdp = ['--webrtc-ip-handling-policy=disable_non_proxied_udp']

export type Stage = RunningEngine & {
  /** Opens the page; `stage` on its window does the rest. */
  page(): Promise<Page>
  url: string
  /** From now on, publishers find the media process at this UDP port, and nowhere else. */
  publishThrough(port: number): void
}

/** A running engine, and a web server in front of it. `flags` are Chromium's. */
export async function openStage(options: Partial<MediaEngineOptions> = {}, flags: string[] = []): Promise<Stage> {
  const running = await openEngine(options)
  const profile = await mkdtemp(join(tmpdir(), 'estrade-chromium-'))
  const server = await serve(running.engine)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  let context: BrowserContext | undefined

  return {
    ...running,
    url,
    publishThrough: (port) => {
      server.removeAllListeners('request')
      server.on('request', (request, response) => answer(running.engine, request, response, port))
    },
    page: async () => {
      context ??= await chromium.launchPersistentContext(profile, {
        executablePath: chromiumPath,
        headless: true,
        args: [...withFakeCamera, ...flags],
      })
      const page = await context.newPage()
      await page.goto(url)
      await page.waitForFunction('window.stage')
      return page
    },
    [Symbol.asyncDispose]: async () => {
      await context?.close()
      server.closeAllConnections()
      server.close()
      await running[Symbol.asyncDispose]()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The page, the browser's modules with their types taken out, and everything else from the engine, as the app does. */
async function serve(engine: MediaEngine): Promise<Server> {
  const server = createServer((request, response) => answer(engine, request, response))
  server.on('upgrade', (request, socket, head) => passUpgrade(engine.origin(), request, socket, head))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function answer(
  engine: MediaEngine,
  request: IncomingMessage,
  response: ServerResponse,
  udpPort?: number,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  if (udpPort !== undefined && path.startsWith('/whip/') && request.method === 'POST')
    await publishAt(engine, request, response, udpPort)
  else if (/^\/(hls|whip|whep)\//.test(path)) passOn(engine, request, response)
  else await serveFile(path, response)
}

function passOn(engine: MediaEngine, request: IncomingMessage, response: ServerResponse): void {
  const through = httpRequest(engine.origin() + request.url, { method: request.method!, headers: request.headers })
  through.on('response', (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(response)
  })
  through.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
  response.on('close', () => through.destroy())
  request.pipe(through)
}

/** Passes an offer on with the addresses of both sides taken out, and one put in. */
async function publishAt(
  engine: MediaEngine,
  request: IncomingMessage,
  response: ServerResponse,
  udpPort: number,
): Promise<void> {
  const offer = withoutCandidates(await text(request))
  const headers = { 'Content-Type': 'application/sdp', Authorization: request.headers.authorization ?? '' }
  const reply = await fetch(engine.origin() + request.url, { method: 'POST', headers, body: offer })
  const sdp = throughPort(await reply.text(), udpPort)
  response.writeHead(reply.status, { Location: reply.headers.get('Location') ?? '' }).end(sdp)
}

async function serveFile(path: string, response: ServerResponse): Promise<void> {
  const named = { '/bar-clock.ts': 'src/media/codec/bar-clock.ts', '/clock-camera.js': 'test/media/clock-camera.js' }
  const file = path.startsWith('/media/')
    ? new URL(`web/src/lib${path}`, root)
    : path.startsWith('/modules/')
      ? new URL(`node_modules/${path.slice(9)}`, root)
      : new URL(named[path as keyof typeof named] ?? 'test/media/stage.html', root)
  const content = await readFile(file, 'utf8').catch(() => undefined)
  if (content === undefined) {
    response.writeHead(404).end()
    return
  }
  const type = file.pathname.endsWith('.html') ? 'text/html' : 'text/javascript'
  response.writeHead(200, { 'Content-Type': type })
  response.end(path.endsWith('.ts') ? stripTypeScriptTypes(content) : content)
}

/** The value below which `share` of the numbers lie. */
export function percentile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
