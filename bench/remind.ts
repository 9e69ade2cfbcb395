import { createECDH, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { loadavg } from 'node:os'
import { openDatabase } from '../src/lib/sql.ts'
import { askPush } from '../src/modules/reminders/reminders.ts'
import { openHouse } from '../test/house.ts'
import { stageOf } from '../test/reminded.ts'
import { buildWorld } from '../test/world.ts'
import { freshDatabase } from './load/processes.ts'

/**
 * The start of a show told to 4,212 browsers: encrypted, signed, claimed, sent and marked one by one.
 *
 * `ours` is seconds from `shows.start` answered until the last message is marked as sent. The push service is a stand-in
 * in this very process, which waits 50 ms before it answers, as one across the internet does.
 */
export async function run({ smoke }: { smoke: boolean; seed: number }): Promise<Record<string, unknown>> {
  const people = smoke ? 200 : 4212
  const endpoints = new Map<string, number>()
  const service = createServer((request, response) => {
    endpoints.set(request.url!, (endpoints.get(request.url!) ?? 0) + 1)
    request.resume().on('end', () => setTimeout(() => response.writeHead(201).end(), 50))
  })
  await new Promise<void>((ready) => service.listen(0, '127.0.0.1', ready))
  const host = `127.0.0.1:${(service.address() as { port: number }).port}`
  await using disk = await freshDatabase()
  const env = { ESTRADE_PUSH_HOSTS: host }
  await using house = await openHouse({ roles: 'web,rooms,jobs', databaseUrl: disk.url, dataFolder: disk.folder, env })
  const database = openDatabase(disk.url, { connections: 1, name: 'bench' })
  try {
    const stage = stageOf(house, await buildWorld(house.estrade))
    const showId = await stage.show()
    const guest = await house.guest()
    const who = { kind: 'person', personId: guest.personId as never, guest: true, name: '', roles: {} } as const
    const p256dh = createECDH('prime256v1').generateKeys('base64url')
    await house.inCtx(async (ctx) => {
      for (let i = 0; i < people; i++) {
        const keys = { p256dh, auth: randomBytes(16).toString('base64url') }
        const subscription = { endpoint: `http://${host}/${i}`, keys }
        await askPush({ ...ctx, who }, { showId, subscription, locale: 'fr', timeZone: 'Europe/Paris' })
      }
    })
    await stage.start(showId)
    const startedAt = performance.now()
    for (;;) {
      const [left] = await database.sql<{ sent: number }>`
        select count(*)::int as sent from reminders.sendings where state = 'sent'`
      if (left!.sent === people) break
      if (performance.now() - startedAt > 300_000) throw new Error(`${left!.sent} of ${people} after five minutes`)
    }
    const seconds = (performance.now() - startedAt) / 1000
    const twice = [...endpoints.values()].filter((count) => count > 1).length
    if (endpoints.size !== people || twice > 0) throw new Error(`${endpoints.size} browsers, ${twice} more than once`)
    return { unit: 's', ours: Math.round(seconds * 10) / 10, people, twice, loadAverage: loadavg()[0]!.toFixed(1) }
  } finally {
    await database.close()
    service.closeAllConnections()
    service.close()
  }
}
