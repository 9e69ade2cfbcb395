/** Debian's nginx in front of a stream, with the configuration of docs/edge. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const binary: string | undefined = ['nginx', '/usr/sbin/nginx'].find(
  (path) => spawnSync(path, ['-v']).error === undefined,
)

/** Why a test of the edge cannot run here; in CI it must. */
export const noEdge = !binary && !process.env.CI ? 'needs nginx: sudo apt-get install -y nginx-light' : false

export type Edge = AsyncDisposable & { url: string; pid: number }

/** Starts it; fails with a sentence a person can act on where it is not installed. */
export async function openEdge(origin: string, { workers = 1 } = {}): Promise<Edge> {
  if (!binary) throw new Error('This needs nginx: sudo apt-get install -y nginx-light')
  const folder = await mkdtemp(join(tmpdir(), 'estrade-edge-'))
  const port = await freePort()
  const server = (await readFile(new URL('../../docs/edge/nginx.conf', import.meta.url), 'utf8'))
    .replace(/server 127\.0\.0\.1:4000; {2}# @origin/, `server ${new URL(origin).host};`)
    .replace('/var/cache/nginx/estrade', join(folder, 'cache'))
    .replace(/listen 8080; {2}# @listen/, `listen 127.0.0.1:${port};`)
  return { ...(await start(folder, server, workers)), url: `http://127.0.0.1:${port}` }
}

/** Starts nginx over a folder of files, as a measure of what serving the same bytes costs. */
export async function openFileServer(root: string): Promise<Edge> {
  if (!binary) throw new Error('This needs nginx: sudo apt-get install -y nginx-light')
  const folder = await mkdtemp(join(tmpdir(), 'estrade-edge-'))
  const port = await freePort()
  const server = `server { listen 127.0.0.1:${port}; root ${root}; sendfile on; tcp_nopush on; open_file_cache max=1000; }`
  return { ...(await start(folder, server, 1)), url: `http://127.0.0.1:${port}` }
}

async function start(folder: string, server: string, workers: number) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(' ')
  await mkdir(join(folder, 'cache'))
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''} worker_processes ${workers}; pid ${folder}/pid;
error_log stderr warn; events { worker_connections 10000; }
http { access_log off; types { video/mp4 m4s mp4; } keepalive_timeout 65; keepalive_requests 100000; ${temporary}
${server}
}`,
  )
  const nginx = spawn(binary!, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await listening(nginx, join(folder, 'pid'))
  return {
    pid: nginx.pid!,
    async [Symbol.asyncDispose]() {
      const gone = once(nginx, 'exit')
      nginx.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function listening(nginx: ChildProcess, pidFile: string): Promise<void> {
  for (;;) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended with ${nginx.exitCode}`)
    if ((await readFile(pidFile, 'utf8').catch(() => '')) !== '') return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
