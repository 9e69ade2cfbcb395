import { type Ctx, callerId } from '../../ctx.ts'
import { methodById, methodOfWord } from '../../doors/payments/methods.ts'
import type { Input } from '../../lib/contract.ts'
import type { PersonId } from '../../lib/ids.ts'
import { errand } from '../../lib/jobs.ts'
import { refuse } from '../../lib/problems.ts'
import type { paymentsContract } from './contract.ts'
import * as store from './keeping-store.ts'
import { paymentProblems as problem } from './problems.ts'

type Api = typeof paymentsContract
type Whose = { personId: PersonId; provider: string }

/** What the providers of this install keep for the caller, the latest first. */
export async function readKept(ctx: Ctx) {
  const kept = await store.keptOf(ctx.sql, callerId(ctx))
  const here = kept.filter(({ provider }) => ctx.doors.payments.some(({ name }) => name === provider))
  return {
    items: here.map(({ keptId, method, label, expires }) => {
      const { kind = 'card' } = methodById(method) ?? {}
      return { keptId, method, kind, label, expires }
    }),
  }
}

/** Forgets a way to pay, here at once and at the provider soon. @throws Refusal `payments.unknownKept` */
export async function forgetKept(ctx: Ctx, { keptId }: Input<Api['payments.forgetKept']>): Promise<void> {
  const kept = await store.removeKept(ctx.sql, callerId(ctx), keptId)
  if (!kept) throw refuse(problem.unknownKept, { keptId })
  await ctx.later(forgetAtProvider, { provider: kept.provider, ref: kept.providerRef })
}

const forgetAtProvider = errand({
  name: 'payments.forgetAtProvider',
  read: async (_ctx: Ctx, kept: { provider: string; ref: string }) => kept,
  go: async (doors, { provider, ref }) => doors.payments.find(({ name }) => name === provider)?.keeper?.forget(ref),
  async note() {},
})

/** Learns what a provider keeps for a person, once they have paid and may have let it. */
export const learnKept = errand({
  name: 'payments.learnKept',
  async read(ctx: Ctx, { personId, provider }: Whose) {
    const customerRef = await store.customerOf(ctx.sql, personId, provider)
    return customerRef === undefined ? undefined : { provider, customerRef }
  },
  go: async (doors, { provider, customerRef }) =>
    (await doors.payments.find(({ name }) => name === provider)?.keeper?.list(customerRef)) ?? [],
  async note(ctx, whose, kept) {
    const known = kept.flatMap((one) => {
      const id = methodOfWord(whose.provider, one.method)?.id
      return id === undefined ? [] : [{ ...one, id }]
    })
    await store.setKept(ctx.sql, ctx.now, whose, known)
  },
})

export const keepingJobs = [learnKept, forgetAtProvider]
