import { spawn } from 'node:child_process'
import { createServer } from 'vite'

/**
 * `npm run dev`: the demo's server on PORT + 100, restarted at every change, and Vite in front of it on PORT, so that
 * pages reload by themselves. Data stay in ESTRADE_DATA between restarts.
 */
const port = Number(process.env.PORT ?? 4000)
const apiPort = port + 100
const api = `http://127.0.0.1:${apiPort}`

const server = spawn(process.execPath, ['--watch-path=src', '--watch-preserve-output', 'scripts/demo.ts'], {
  stdio: 'inherit',
  env: { ...process.env, PORT: String(apiPort), ESTRADE_URL: `http://localhost:${port}` },
})
const passed = { target: api, ws: true }
const vite = await createServer({
  configFile: new URL('../web/vite.config.ts', import.meta.url).pathname,
  server: {
    port,
    strictPort: true,
    host: true,
    proxy: Object.fromEntries(
      ['/api', '/rooms', '/hls', '/whip', '/pictures', '/fake-pay'].map((path) => [path, passed]),
    ),
  },
})
await vite.listen()
vite.printUrls()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await vite.close()
    server.kill('SIGTERM')
    server.once('exit', () => process.exit(0))
  })
}
