import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { createServer } from 'vite'

/**
 * `npm run dev`: the demo's server on PORT + 100, restarted at every change, and Vite in front of it on PORT, so that
 * pages reload by themselves. Data stay in ESTRADE_DATA between restarts.
 */
const port = Number(process.env.PORT ?? 4000)
const apiPort = port + 100

// A process group of its own: the terminal's Ctrl-C would reach the server beside our signal, and a second one makes
// it leave its database behind.
const server = spawn(process.execPath, ['--watch-path=src', '--watch-preserve-output', 'scripts/demo.ts'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
  env: { ...process.env, PORT: String(apiPort), ESTRADE_URL: `http://localhost:${port}` },
})
const serverEnded = once(server, 'exit')
let answering = Promise.withResolvers<void>()

const passed = { target: `http://127.0.0.1:${apiPort}`, ws: true }
const vite = await createServer({
  configFile: new URL('../web/vite.config.ts', import.meta.url).pathname,
  // A page that is asked for while the server starts waits for it.
  plugins: [
    {
      name: 'wait-for-server',
      configureServer: ({ middlewares }) => {
        middlewares.use((_request, _response, next) => answering.promise.then(next))
      },
    },
  ],
  server: {
    port,
    strictPort: true,
    host: true,
    proxy: Object.fromEntries(
      ['/api', '/rooms', '/hls', '/whip', '/pictures', '/fake-pay'].map((path) => [path, passed]),
    ),
  },
}).catch(giveUp)
// Vite would end the process at a SIGTERM without waiting for anybody.
process.removeAllListeners('SIGTERM')
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
await vite.listen().catch(giveUp)
vite.printUrls()

for await (const line of createInterface({ input: server.stdout })) {
  process.stdout.write(`${line}\n`)
  if (line.startsWith('Restarting')) waitAgain()
  // Whoever waits is told that it failed, rather than nothing.
  if (line.includes('Failed running')) answering.resolve()
  if (!line.startsWith('ready ')) continue
  answering.resolve()
  // Open pages show what the server has become. With none open, Vite would keep this for the first.
  if (vite.ws.clients.size > 0) vite.environments.client.hot.send({ type: 'full-reload' })
}

/** Whoever waited for the start before waits for this one. */
function waitAgain(): void {
  const { resolve } = answering
  answering = Promise.withResolvers()
  answering.promise.then(resolve)
}

async function stop(): Promise<void> {
  server.kill('SIGTERM')
  await serverEnded
  await vite.close()
  process.exit(0)
}

/** What Vite cannot do (a port that is taken) ends the server as well. */
async function giveUp(error: Error): Promise<never> {
  process.stderr.write(`${error.message}\n`)
  server.kill('SIGTERM')
  await serverEnded
  process.exit(1)
}
