import { createClient } from '@redis/client'
import type { Database } from '../../src/lib/sql.ts'

/** Opens a packet of so many shares; `grab` is one person's, true when they have one. */
export type GrabPeer = {
  open(shares: readonly bigint[]): Promise<void>
  grab(personId: string): Promise<boolean>
  /** What all people have together. */
  given(): Promise<bigint>
}

/** What one writes first: a transaction a grab, the packet's row locked. No ledger, no event of the room. */
export async function rowLockPeer(database: Database): Promise<GrabPeer> {
  await database.sql.text(`
    create schema naive;
    create table naive.packets (packet_id int generated always as identity primary key, pieces int not null, taken int not null default 0, shares bigint[] not null);
    create table naive.grabs (packet_id int, person_id uuid, place int, minor bigint, at timestamptz, primary key (packet_id, person_id))`)
  let packetId = 0
  return {
    async open(shares) {
      const rows = await database.sql<{ packetId: number }>`
        insert into naive.packets (pieces, shares) values (${shares.length}, ${shares}::bigint[]) returning packet_id`
      packetId = rows[0]!.packetId
    },
    grab: (personId) =>
      database.write(async (sql) => {
        const [packet] = await sql<{ pieces: number; taken: number }>`
          select pieces, taken from naive.packets where packet_id = ${packetId} for update`
        const { pieces, taken } = packet!
        if (taken >= pieces) return false
        await sql`
          insert into naive.grabs
          select packet_id, ${personId}, taken + 1, shares[taken + 1], now() from naive.packets
          where packet_id = ${packetId}`
        await sql`update naive.packets set taken = taken + 1 where packet_id = ${packetId}`
        return true
      }),
    async given() {
      const rows = await database.sql<{ minor: bigint }>`
        select sum(minor)::bigint as minor from naive.grabs where packet_id = ${packetId}`
      return rows[0]!.minor
    },
  }
}

/** Whoever has a share has it again; else the next one, if there is one. */
const script = `
local had = redis.call('HGET', KEYS[2], ARGV[1])
if had then return had end
local minor = redis.call('LPOP', KEYS[1])
if not minor then return false end
redis.call('HSET', KEYS[2], ARGV[1], minor)
return minor`

/** The field's usual answer: a list of shares and a script that pops it, in memory. A crash forgets who had what. */
export async function redisPeer(url: string): Promise<GrabPeer & { close(): Promise<void> }> {
  const client = createClient({ url })
  await client.connect()
  const sha = await client.scriptLoad(script)
  const keys = ['packet.shares', 'packet.had']
  return {
    async open(shares) {
      await client.del(keys)
      await client.rPush(
        keys[0]!,
        shares.map((one) => `${one}`),
      )
    },
    grab: async (personId) => (await client.evalSha(sha, { keys, arguments: [personId] })) !== null,
    given: async () => (await client.hVals(keys[1]!)).reduce((sum, minor) => sum + BigInt(minor), 0n),
    close: async () => void (await client.close()),
  }
}
