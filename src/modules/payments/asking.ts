import type { Ctx } from '../../ctx.ts'
import type { AskedIntent, Doors, IntentWish, KnownIntent } from '../../doors/doors.ts'
import { compactId } from '../../doors/payments/own-ids.ts'
import { isFinal, type ProviderTrouble } from '../../doors/payments/provider-trouble.ts'
import type { IntentId, PersonId } from '../../lib/ids.ts'
import { errand } from '../../lib/jobs.ts'
import { money, wire } from '../../lib/money.ts'
import { patienceMs } from './decide.ts'
import { paymentDeclined } from './facts.ts'
import { addCustomer, customerOf } from './keeping-store.ts'
import { receiveNotice } from './notices.ts'
import { keepPayer, payerOf } from './payer-store.ts'
import * as refunds from './refund-store.ts'
import * as store from './store.ts'

export function providerOf(doors: Doors, name: string) {
  const provider = doors.payments.find((one) => one.name === name)
  if (!provider) throw new Error(`payments are waiting for the provider ${name}, which this install does not have`)
  return provider
}

/** A payment as its provider may want to know it again; undefined until the provider has answered. */
export async function known(ctx: Ctx, intent: store.StoredIntent | undefined): Promise<KnownIntent | undefined> {
  if (!intent?.providerRef) return undefined
  const { intentId, providerRef, amount } = intent
  const asked = (await refunds.refundsOf(ctx.sql, [intentId])).filter(({ state }) => state === 'asked')
  return {
    ...{ intentId, providerRef, amount: wire(amount) },
    refunds: asked.map(({ refundId, amountMinor }) => ({
      refundId,
      amount: wire(money(amountMinor, amount.currency)),
    })),
  }
}

type Asked = AskedIntent & {
  /** Whom the provider knows from now on. */
  customer?: { personId: PersonId; provider: string; customerRef: string } | undefined
}

type Found<T> = T | { trouble: ProviderTrouble }

/** A no that will stay a no is an answer; anything else is thrown, and the job comes again. */
async function orTrouble<T>(work: Promise<T>): Promise<Found<T>> {
  try {
    return await work
  } catch (error) {
    if (isFinal(error)) return { trouble: error }
    throw error
  }
}

/** Nobody took this attempt: the buyer is told, and may try another way. */
async function giveUp(ctx: Ctx, intentId: IntentId, { word, code, provider }: ProviderTrouble, reason: string) {
  const intent = await store.lockedIntent(ctx.sql, intentId)
  if (intent?.state !== 'created') return
  ctx.log.error({ intentId, provider, word, code }, 'payments.notTaken')
  await store.setState(ctx.sql, intentId, { state: 'declined', reason, providerRef: null })
  if (intent.orderId) await paymentDeclined.tell(ctx, { intentId, orderId: intent.orderId, reason })
}

const wishOf = (intent: store.StoredIntent, payerId: string | undefined): IntentWish => {
  const { intentId, orderNumber, description, email, locale, returnUrl, device, amount } = intent
  const { buyerAddress, providerMethod: method, stepUp } = intent
  return {
    ...{ intentId, orderNumber, amount: wire(amount), description, email, locale, returnUrl, device, method, payerId },
    buyerAddress: buyerAddress ?? undefined,
    ...(stepUp && { stepUp }),
  }
}

/**
 * Asks the provider for a way to pay. A wallet that must know its payer first is asked to name them: the buyer goes to
 * its page and comes back to `/pay/…`, which tells `namePayer`.
 */
export const askForPayment = errand({
  name: 'payments.askForPayment',
  async read(ctx: Ctx, { intentId }: { intentId: IntentId }) {
    const intent = await store.intentById(ctx.sql, intentId)
    if (intent?.state !== 'created' || intent.providerRef !== null) return undefined
    const { provider, device, personId, keeps, email, offSession } = intent
    const { payer: desk, keeper } = providerOf(ctx.doors, provider)
    const customerRef = keeps && keeper ? await customerOf(ctx.sql, personId, provider) : undefined
    // Somebody whom the provider does not know yet is made known to it.
    const person = keeps && keeper && customerRef === undefined ? { personId, email } : undefined
    const asking = { provider, personId, person, customerRef, keptRef: intent.keptRef, offSession }
    if (!desk?.isNeeded(device)) return { ...asking, wish: wishOf(intent, undefined) }
    const payerId = await payerOf(ctx.sql, personId, provider)
    if (payerId !== undefined) return { ...asking, wish: wishOf(intent, payerId) }
    const page = desk.pageFor({ state: compactId(intentId), returnUrl: ctx.doors.urlOf(`/pay/${intentId}`) })
    return { ...asking, wish: undefined, page }
  },
  async go(doors, { provider: name, personId, person, ...asked }): Promise<Found<Asked | { page: string }>> {
    if (!asked.wish) return { page: asked.page }
    const { wish } = asked
    const provider = providerOf(doors, name)
    return orTrouble(
      (async () => {
        const opened = person && (await provider.keeper!.open(person))
        const customerRef = asked.customerRef ?? opened
        const { keptRef, offSession } = asked
        const charged = customerRef !== undefined && keptRef !== null
        const answer = await (charged
          ? provider.keeper!.pay({ ...wish, customerRef, keptRef, offSession })
          : provider.createIntent({ ...wish, customerRef }))
        return { ...answer, ...(opened && { customer: { personId, provider: name, customerRef: opened } }) }
      })(),
    )
  },
  async note(ctx, { intentId }, found) {
    if ('trouble' in found) return giveUp(ctx, intentId, found.trouble, 'method_unavailable')
    if ('page' in found) return store.setPayerStep(ctx.sql, intentId, { kind: 'redirect', url: found.page })
    const { providerRef, step, customer, notices = [] } = found
    if (customer) await addCustomer(ctx.sql, customer)
    const askAt = new Date(ctx.now.getTime() + patienceMs)
    if (step) await store.setPage(ctx.sql, intentId, { providerRef, step, askAt })
    else await store.setTaken(ctx.sql, intentId, { providerRef, askAt })
    const { provider } = (await store.intentById(ctx.sql, intentId))!
    for (const notice of notices) await receiveNotice(ctx, provider, notice)
    // Called off while the provider was being asked: its page is closed again.
    const { state } = (await store.intentById(ctx.sql, intentId))!
    if (state === 'cancelled') await ctx.later(withdrawPayment, { intentId })
  },
})

/** Learns who came back from the wallet's page, and asks for the payment with that. */
export const learnPayer = errand({
  name: 'payments.learnPayer',
  async read(ctx: Ctx, { intentId, code }: { intentId: IntentId; code: string }) {
    const intent = await store.intentById(ctx.sql, intentId)
    return intent?.state === 'created' ? { provider: intent.provider, code } : undefined
  },
  go: async (doors, { provider, code }): Promise<Found<{ payerId: string }>> =>
    orTrouble(
      providerOf(doors, provider)
        .payer!.find(code)
        .then((payerId) => ({ payerId })),
    ),
  async note(ctx, { intentId }, found) {
    if ('trouble' in found) return giveUp(ctx, intentId, found.trouble, 'payer_unknown')
    const { personId, provider } = (await store.intentById(ctx.sql, intentId))!
    await keepPayer(ctx.sql, ctx.now, { personId, provider, payerId: found.payerId })
    await ctx.later(askForPayment, { intentId })
  },
})

/** Closes the provider's page of a payment that nobody waits for any more. */
export const withdrawPayment = errand({
  name: 'payments.withdraw',
  async read(ctx: Ctx, { intentId }: { intentId: IntentId }) {
    const intent = await store.intentById(ctx.sql, intentId)
    const about = await known(ctx, intent)
    return intent?.state === 'cancelled' && about ? { provider: intent.provider, about } : undefined
  },
  go: (doors, { provider, about }) => providerOf(doors, provider).withdraw(about),
  async note() {},
})
