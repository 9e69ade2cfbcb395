import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { newId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import * as store from './address-store.ts'
import type { accountsContract } from './contract.ts'
import { addressesMost, addressFingerprint } from './decide.ts'
import { accountProblems as problem } from './problems.ts'

type Api = typeof accountsContract

/** The caller's addresses and those of people they send to, the latest used first. */
export const addresses = async (ctx: Ctx): Promise<Output<Api['accounts.addresses']>> => ({
  items: await store.addressesOf(ctx.sql, callerId(ctx), false),
  recipients: await store.addressesOf(ctx.sql, callerId(ctx), true),
})

/**
 * Saves an address, or marks the one the caller has already as used now. A recipient's is kept for itself, and leaves
 * the caller's own as they are.
 * @throws Refusal `accounts.tooManyAddresses`
 */
export async function saveAddress(ctx: Ctx, { recipient = false, ...wish }: Input<Api['accounts.saveAddress']>) {
  const personId = callerId(ctx)
  await store.lockPerson(ctx.sql, personId)
  const fingerprint = addressFingerprint(wish)
  const known = await store.useAddress(ctx.sql, ctx.now, personId, { recipient, fingerprint })
  if (known) return known
  if ((await store.countAddresses(ctx.sql, personId, recipient)) >= addressesMost)
    throw refuse(problem.tooManyAddresses)
  const addressId = newId<'address'>(ctx.now)
  await store.insertAddress(ctx.sql, ctx.now, personId, { ...wish, addressId, recipient, fingerprint })
  return { addressId }
}

/** @throws Refusal `accounts.unknownAddress` */
export async function forgetAddress(ctx: Ctx, wish: Input<Api['accounts.forgetAddress']>): Promise<typeof ok> {
  if (!(await store.deleteAddress(ctx.sql, callerId(ctx), wish.addressId))) throw refuse(problem.unknownAddress)
  return ok
}
