import { createServer } from 'node:http'
import { pino } from 'pino'
import { readConfig } from '../../src/config.ts'
import { openEstrade } from '../../src/estrade.ts'
import { testClock } from '../../src/lib/clock.ts'
import { naiveClaims } from './naive.ts'
import { ownMemory } from './own-memory.ts'
import { answerPeer } from './processes.ts'

/** Estrade as benches and proofs measure it: production code, rate limits off, and the peers beside it. */
const { DATABASE_URL: databaseUrl, ESTRADE_DATA, ESTRADE_ROLES = 'web,rooms', PORT = '0', REDIS_URL } = process.env
const config = readConfig({ PORT, HOST: '127.0.0.1', ESTRADE_ROLES, ESTRADE_LIMITS: '0', ESTRADE_DATA, REDIS_URL })
// Where time is told, and does not pass by itself.
const clock = process.env.BENCH_CLOCK ? testClock(new Date(process.env.BENCH_CLOCK)) : undefined
const estrade = await openEstrade(config, {
  log: pino({ level: process.env.LOG_LEVEL ?? 'warn' }),
  databaseUrl: databaseUrl!,
  ...(clock && { clock }),
  extra: (server, whoOf, database) => naiveClaims(server, whoOf, database),
})
// As `npm start` does it: what is under way is answered, viewers are told to come back, then it ends.
process.once('SIGTERM', () => void estrade.close().then(() => process.exit(0)))
const empty = createServer((request, response) => {
  request.resume()
  request.on('end', () => response.setHeader('content-length', '2').end('{}'))
})
empty.listen(0, '127.0.0.1')

answerPeer({
  ports: () => ({
    estrade: (estrade.server.server.address() as { port: number }).port,
    empty: (empty.address() as { port: number }).port,
  }),
  cpuSeconds: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  },
  advance: (ms: number) => clock!.advance(ms),
  viewers: (showId: string) => estrade.app.rooms.viewers(showId),
  memory: ownMemory,
  rssMb: () => Math.round(process.memoryUsage().rss / 1e6),
})
