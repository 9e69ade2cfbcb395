import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Serves what was played, with its console, for some minutes: to look at the report on screen. */
export async function look(disk: { url: string; folder: string }, minutes: number): Promise<void> {
  const { PORT = '4000' } = process.env
  const main = new URL('../../src/main.ts', import.meta.url).pathname
  const env = { ...process.env, PORT, DATABASE_URL: disk.url, ESTRADE_DATA: disk.folder, LOG_LEVEL: 'warn' }
  const server = spawn(process.execPath, [main], { stdio: 'inherit', env: { ...env, ESTRADE_ROLES: 'web,rooms,jobs' } })
  const gone = once(server, 'exit')
  console.log(`For ${minutes} minutes: http://localhost:${PORT}/console/bench/shows`)
  console.log('Sign in as owner@bench.example / bench-bench-bench')
  const over = setTimeout(() => server.kill('SIGTERM'), minutes * 60_000)
  await gone
  clearTimeout(over)
}
