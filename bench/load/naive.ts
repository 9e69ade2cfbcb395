import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Who } from '../../src/ctx.ts'
import { newId } from '../../src/lib/ids.ts'
import type { Database } from '../../src/lib/sql.ts'

/**
 * The peer of `bench drop`: what one writes first. The same server, sign-in, schema and durability; a transaction a
 * claim, `update … where stock > 0` and an insert.
 */
export async function naiveClaims(
  server: FastifyInstance,
  whoOf: (request: FastifyRequest) => Promise<Who>,
  database: Database,
): Promise<void> {
  await database.sql.text(`
    create schema if not exists naive;
    create table if not exists naive.products (product_id int primary key, stock int not null);
    create table if not exists naive.claims (claim_id uuid primary key, product_id int, person_id uuid, key text, at timestamptz, unique (person_id, key));
    insert into naive.products values (1, 100000000) on conflict (product_id) do update set stock = excluded.stock`)
  const body = z.object({ quantity: z.number().int().min(1).max(99).default(1) })
  server.post('/naive/claims', async (request, reply) => {
    const who = await whoOf(request)
    if (who.kind !== 'person') return reply.code(401).send({})
    const { quantity } = body.parse(request.body)
    const now = new Date()
    return database.write(async (sql) => {
      const taken =
        await sql`update naive.products set stock = stock - ${quantity} where product_id = 1 and stock >= ${quantity} returning stock`
      if (taken.length === 0) return reply.code(409).send({ code: 'soldOut' })
      const claimId = newId(now)
      await sql`insert into naive.claims values (${claimId}, 1, ${who.personId}, ${String(request.headers['idempotency-key'])}, ${now})`
      return { claimId }
    })
  })
}
