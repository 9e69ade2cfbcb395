import type { Database } from '../../src/lib/sql.ts'

/** The peer of `bench ledger`, what one writes first: a transaction a transfer, both accounts locked in one order. */
export async function openNaiveLedger(database: Database, purses: number): Promise<void> {
  await database.sql.text(`
    create schema naive;
    create table naive.purses (purse int primary key, balance bigint not null check (balance >= 0));
    create table naive.transfers (transfer_id uuid primary key, from_purse int, to_purse int, minor bigint, at timestamptz);
    insert into naive.purses select i, 1000000000 from generate_series(0, ${Math.floor(purses)} - 1) i`)
}

export const naiveTransfer = (database: Database, transferId: string, [from, to]: [number, number], minor: bigint) =>
  database.write(async (sql) => {
    const [low, high] = from < to ? [from, to] : [to, from]
    const purses = await sql<{ purse: number; balance: bigint }>`
      select purse, balance from naive.purses where purse in (${low}, ${high}) order by purse for update`
    const purse = purses.find((one) => one.purse === from)!
    if (purse.balance < minor) throw new Error('not enough')
    await sql`update naive.purses set balance = balance - ${minor} where purse = ${from}`
    await sql`update naive.purses set balance = balance + ${minor} where purse = ${to}`
    await sql`insert into naive.transfers values (${transferId}, ${from}, ${to}, ${minor}, now())`
  })
