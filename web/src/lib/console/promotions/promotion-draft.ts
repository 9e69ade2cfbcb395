import type { Api } from '#src/api.ts'
import type { Output, Sent } from '#src/lib/contract.ts'
import type { Currency } from '#src/lib/money.ts'
import { type EditedText, editedText, isWritten, writtenText } from '../local-texts.ts'

export type Promotion = Output<Api['promotions.list']>['items'][number]
type Wish = Omit<Sent<Api['promotions.create']>, 'brandId' | 'isOn'>

/** When a promotion counts: always while it is on, while a show is live, or between two moments. */
export type When = 'always' | 'live' | 'between'

/** A promotion as its form edits it; amounts in minor units, moments as the browser's fields have them. */
export interface PromotionDraft {
  title: EditedText
  kind: 'percentage' | 'amount' | 'gift'
  percent: number | undefined
  off: string | undefined
  gift: string | undefined
  code: string
  productIds: string[]
  alsoReduced: boolean
  least: string | undefined
  newBuyersOnly: boolean
  when: When
  /** Empty: any show of the brand. */
  showId: string
  startsAt: string
  endsAt: string
  combines: boolean
  usesMost: number | undefined
  perBuyer: number | undefined
  budget: string | undefined
}

export const newPromotion = (): PromotionDraft => ({
  ...{ title: editedText(), kind: 'percentage', percent: 10, off: undefined, gift: undefined, code: '' },
  ...{ productIds: [], alsoReduced: false, least: undefined, newBuyersOnly: false, when: 'always', showId: '' },
  ...{ startsAt: '', endsAt: '', combines: false, usesMost: undefined, perBuyer: undefined, budget: undefined },
})

/** `2027-03-05T20:00` in the reader's time zone. */
function localMoment(iso: string | null): string {
  if (iso === null) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export const promotionDraft = (one: Promotion): PromotionDraft => ({
  ...{ title: editedText(one.title), kind: one.effect.kind, code: one.code ?? '', productIds: [...one.productIds] },
  percent: one.effect.kind === 'percentage' ? one.effect.rateBp / 100 : 10,
  off: one.effect.kind === 'amount' ? one.effect.off.minor : undefined,
  gift: one.effect.kind === 'gift' ? one.effect.variantId : undefined,
  ...{ alsoReduced: one.alsoReduced, newBuyersOnly: one.newBuyersOnly, combines: one.combines },
  when: one.duringLive ? 'live' : one.startsAt || one.endsAt ? 'between' : 'always',
  ...{ showId: one.showId ?? '', startsAt: localMoment(one.startsAt), endsAt: localMoment(one.endsAt) },
  ...{ least: one.least?.minor, budget: one.budget?.minor },
  ...{ usesMost: one.usesMost ?? undefined, perBuyer: one.perBuyer ?? undefined },
})

export type PromotionFault = 'title' | 'percent' | 'off' | 'gift' | 'code' | 'times' | 'limits'

/** What keeps the draft from being saved: every field that needs a second look. */
export function faultsOf(draft: PromotionDraft): Set<PromotionFault> {
  const { kind, percent, off, gift, code, when, startsAt, endsAt, usesMost, perBuyer } = draft
  const whole = (count: number | undefined) => count === undefined || (Number.isInteger(count) && count > 0)
  const faults: [PromotionFault, boolean][] = [
    ['title', !isWritten(draft.title)],
    ['percent', kind === 'percentage' && !(percent !== undefined && percent >= 0.01 && percent <= 100)],
    ['off', kind === 'amount' && (off === undefined || BigInt(off) <= 0n)],
    ['gift', kind === 'gift' && !gift],
    ['code', code.trim() !== '' && !/^[A-Za-z0-9][A-Za-z0-9-]{1,29}$/.test(code.trim())],
    ['times', when === 'between' && ((!startsAt && !endsAt) || (!!startsAt && !!endsAt && startsAt >= endsAt))],
    ['limits', !whole(usesMost) || !whole(perBuyer)],
  ]
  return new Set(faults.flatMap(([fault, found]) => (found ? [fault] : [])))
}

/** As the API takes it; of a draft without faults. */
export function promotionWish(draft: PromotionDraft, currency: Currency): Wish {
  const amount = (minor: string | undefined) => (minor && BigInt(minor) > 0n ? { minor, currency } : null)
  const moment = (typed: string) => (draft.when === 'between' && typed ? new Date(typed).toISOString() : null)
  const effects = {
    percentage: () => ({ kind: 'percentage', rateBp: Math.round((draft.percent ?? 0) * 100) }) as const,
    amount: () => ({ kind: 'amount', off: { minor: draft.off!, currency } }) as const,
    gift: () => ({ kind: 'gift', variantId: draft.gift! }) as const,
  }
  return {
    ...{ title: writtenText(draft.title), effect: effects[draft.kind](), productIds: [...draft.productIds] },
    ...{ alsoReduced: draft.alsoReduced, least: amount(draft.least), newBuyersOnly: draft.newBuyersOnly },
    ...{ duringLive: draft.when === 'live', showId: draft.when === 'live' && draft.showId ? draft.showId : null },
    ...{ startsAt: moment(draft.startsAt), endsAt: moment(draft.endsAt), code: draft.code.trim() || null },
    ...{ combines: draft.combines, usesMost: draft.usesMost ?? null, perBuyer: draft.perBuyer ?? null },
    budget: amount(draft.budget),
  }
}
