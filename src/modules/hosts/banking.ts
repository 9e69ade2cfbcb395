import { type Ctx, callerId } from '../../ctx.ts'
import { decimalOf } from '../../doors/payments/decimal.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { csvRow } from '../../lib/csv.ts'
import { money, wire } from '../../lib/money.ts'
import { refuse } from '../../lib/problems.ts'
import type { Seal } from '../../lib/seal.ts'
import { ok } from '../../lib/shapes.ts'
import { brandById } from '../accounts/accounts.ts'
import { isBic, isIban, isOtherAccount, last4Of, looksLikeIban, plain } from './bank.ts'
import * as batches from './batch-store.ts'
import type { hostsContract } from './contract.ts'
import { painFile } from './pain.ts'
import * as store from './payout-store.ts'
import { hostProblems as problem } from './problems.ts'

/*
 * Accounts, sealed, and the file that a bank carries out.
 */

type Api = typeof hostsContract

const placeOfHost = (personId: string) => `hosts.bank ${personId}`
const placeOfBrand = (brandId: string) => `hosts.payer ${brandId}`

function bicOf(bic: string | null): string | null {
  if (bic !== null && !isBic(bic)) throw refuse(problem.badBic)
  return bic && plain(bic)
}

/** The caller's own account. @throws Refusal hosts.badAccount | badBic */
export async function changeBank(ctx: Ctx, seal: Seal, { holder, number, bic }: Input<Api['hosts.changeBank']>) {
  const isFine = looksLikeIban(number) ? isIban(number) : isOtherAccount(number)
  if (!isFine) throw refuse(problem.badAccount)
  const personId = callerId(ctx)
  const sealed = seal.close(plain(number), placeOfHost(personId))
  const kept = { personId, holder, sealed, last4: last4Of(number), isIban: isIban(number), bic: bicOf(bic) }
  await store.putBank(ctx.sql, kept, ctx.now)
  return ok
}

export async function readPayoutSettings({ sql }: Ctx, { brandId }: Input<Api['hosts.payoutSettings']>) {
  const { payer, last4, holdDays, minimumMinor } = await store.settingsOf(sql, brandId)
  const { currency } = (await brandById(sql, brandId))!
  return { payer, last4, holdDays, minimum: wire(money(minimumMinor, currency)) }
}

/** @throws Refusal hosts.badAccount | badBic */
export async function changePayoutSettings(ctx: Ctx, seal: Seal, wish: Input<Api['hosts.changePayoutSettings']>) {
  const { brandId, payer, iban, bic, holdDays, minimum } = wish
  if (iban !== undefined && !isIban(iban)) throw refuse(problem.badAccount)
  await store.putSettings(ctx.sql, brandId, {
    ...{ payer, holdDays, minimumMinor: BigInt(minimum), bic: bicOf(bic) },
    sealed: iban === undefined ? null : seal.close(plain(iban), placeOfBrand(brandId)),
    last4: iban === undefined ? null : last4Of(iban),
  })
  return ok
}

const day = (at: Date) => at.toISOString().slice(0, 10)

/**
 * The file of an approved batch, made of what was set aside and of the accounts as they were then. What has failed
 * stays in it: the same batch is the same file.
 * @throws Refusal hosts.unknownPayout | wrongState | noPayer | sealLost
 */
export async function payoutFile(
  { sql }: Ctx,
  seal: Seal,
  { brandId, batchId }: Input<Api['hosts.payoutFile']>,
): Promise<Output<Api['hosts.payoutFile']>> {
  const batch = await batches.batchOf(sql, brandId, batchId)
  if (!batch) throw refuse(problem.unknownPayout)
  if (batch.state !== 'approved') throw refuse(problem.wrongState)
  const brand = (await brandById(sql, brandId))!
  const rows = (await batches.payoutsOf(sql, [batchId])).map(({ personId, sealed, ...payout }) => ({
    ...payout,
    number: opened(seal, sealed, placeOfHost(personId)),
  }))
  const at = batch.approvedAt!
  const name = `payout-${day(at)}-${batchId.slice(-6)}`
  if (batch.currency !== 'EUR') {
    const head = ['payout', 'holder', 'account', 'bic', 'amount', 'currency', 'reference']
    const table = rows.map(({ payoutId, holder, number, bic, minor, currency }) => [
      ...[payoutId, holder, number, bic, decimalOf(minor, currency), currency, brand.name],
    ])
    return { name: `${name}.csv`, type: 'text/csv', text: [head, ...table].map(csvRow).join('') }
  }
  const settings = await store.settingsOf(sql, brandId)
  if (!settings.sealed || !settings.payer) throw refuse(problem.noPayer)
  const payer = { name: settings.payer, iban: opened(seal, settings.sealed, placeOfBrand(brandId)), bic: settings.bic }
  const credits = rows.map(({ payoutId, holder, number, bic, minor }) => ({
    ...{ id: payoutId, holder, iban: number, bic, minor, text: `${brand.name} ${day(batch.madeAt)}` },
  }))
  return { name: `${name}.xml`, type: 'application/xml', text: painFile({ id: batchId, at, payer, credits }) }
}

function opened(seal: Seal, sealed: Uint8Array, place: string): string {
  const text = seal.open(sealed, place)
  if (text === undefined) throw refuse(problem.sealLost)
  return text
}
