import type { Ctx } from '../../ctx.ts'
import { escapeHtml } from '../../lib/html.ts'
import type { AuctionId, OrderId, PersonId } from '../../lib/ids.ts'
import { errand } from '../../lib/jobs.ts'
import { inLocale, type Locale } from '../../lib/local-text.ts'
import { money } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { brandById } from '../accounts/accounts.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { ordersAtWork } from '../orders/orders.ts'
import * as book from './bid-store.ts'
import * as store from './store.ts'

type Letter = { title: string; price: string; until: string }
type Words = { subject: (letter: Letter) => string; lead: (letter: Letter) => string; action: string; ends: string }

const payWords: Record<Locale, Words> = {
  en: {
    subject: ({ title }) => `You won ${title}: please pay another way`,
    lead: ({ title, price, until }) =>
      `The hammer fell for you: ${title}, ${price}. Your saved way to pay did not work. Pay another way before ${until}.`,
    action: 'Pay now',
    ends: 'After that it is offered to whoever bid next.',
  },
  fr: {
    subject: ({ title }) => `Vous avez remporté ${title} : choisissez un autre paiement`,
    lead: ({ title, price, until }) =>
      `Adjugé à vous : ${title}, ${price}. Votre moyen de paiement enregistré a été refusé. Payez autrement avant ${until}.`,
    action: 'Payer maintenant',
    ends: 'Ensuite, la pièce sera proposée à l’enchérisseur suivant.',
  },
  'zh-Hans': {
    subject: ({ title }) => `您已拍得 ${title}：请换一种方式付款`,
    lead: ({ title, price, until }) =>
      `成交给您：${title}，${price}。已保存的支付方式未能成功，请在 ${until} 前换一种方式付款。`,
    action: '立即付款',
    ends: '过时将提供给出价次高者。',
  },
}

const offerWords: Record<Locale, Words> = {
  en: {
    subject: ({ title }) => `${title} can be yours after all`,
    lead: ({ title, price, until }) =>
      `You bid next to the winner, who did not pay. It is yours at your bid if you want it: ${title}, ${price}, until ${until}.`,
    action: 'Take it',
    ends: 'You are not bound to: after that it is offered to nobody else.',
  },
  fr: {
    subject: ({ title }) => `${title} peut finalement être à vous`,
    lead: ({ title, price, until }) =>
      `Vous aviez la meilleure enchère après le gagnant, qui n’a pas payé. La pièce est à vous à votre enchère si vous le souhaitez : ${title}, ${price}, jusqu’à ${until}.`,
    action: 'La prendre',
    ends: 'Rien ne vous y oblige : ensuite, elle ne sera proposée à personne d’autre.',
  },
  'zh-Hans': {
    subject: ({ title }) => `${title} 仍可归您`,
    lead: ({ title, price, until }) =>
      `您的出价仅次于未付款的得主。若您愿意，可按您的出价购得：${title}，${price}，截至 ${until}。`,
    action: '我要了',
    ends: '您可以不接受；过时不再提供给他人。',
  },
}

/** Nobody told us where they are: with the zone, an hour means the same everywhere. */
const clockTime = { hour: '2-digit', minute: '2-digit', timeZone: 'UTC', timeZoneName: 'short' } as const

type About = {
  auction: store.AuctionRow
  personId: PersonId
  minor: bigint
  until: Date
  path: string
  words: typeof payWords
}

async function unpaid(ctx: Ctx, orderId: OrderId): Promise<About | undefined> {
  const sale = await store.saleOf(ctx.sql, orderId)
  const auction = sale && (await store.auctionById(ctx.sql, sale.auctionId))
  const [at] = await ordersAtWork(ctx.sql, [orderId])
  if (!auction || at?.order.state !== 'unpaid') return undefined
  const path = `/orders/${orderId}`
  return { auction, personId: sale.personId, minor: sale.priceMinor, until: at.order.payBefore, path, words: payWords }
}

async function offered(ctx: Ctx, auctionId: AuctionId): Promise<About | undefined> {
  const auction = await store.auctionById(ctx.sql, auctionId)
  if (auction?.state !== 'offered') return undefined
  const { offeredTo, offeredMinor, offeredUntil, brandId, showId } = auction
  const { slug } = (await brandById(ctx.sql, brandId))!
  const path = `/${slug}/shows/${showId}`
  return { auction, personId: offeredTo!, minor: offeredMinor!, until: offeredUntil!, path, words: offerWords }
}

/** Tells a winner that their money did not come (`orderId`), or a runner-up that it is offered to them (`auctionId`). */
export const mailBidder = errand({
  name: 'auctions.mailBidder',
  async read(ctx: Ctx, wish: { orderId: OrderId } | { auctionId: AuctionId }) {
    const about = 'orderId' in wish ? await unpaid(ctx, wish.orderId) : await offered(ctx, wish.auctionId)
    if (!about) return undefined
    const { auction, personId, minor, until, path, words } = about
    const bidder = (await book.paddleOf(ctx.sql, auction.showId, personId))!
    const [variant] = await variantsForSale(ctx.sql, [auction.variantId])
    const brand = (await brandById(ctx.sql, auction.brandId))!
    const { locale, email: to } = bidder
    const letter = {
      title: inLocale(variant!.title, locale),
      price: moneyText(money(minor, auction.currency), locale),
      until: new Intl.DateTimeFormat(locale, clockTime).format(until),
    }
    const key = `auctions.${auction.auctionId}.${'orderId' in wish ? wish.orderId : 'offer'}`
    return { key, to, ...written(locale, words[locale], letter, ctx.doors.urlOf(path), brand.name) }
  },
  async go(doors, mail) {
    await doors.mail.send(mail)
  },
  async note() {},
})

function written(locale: Locale, { subject, lead, action, ends }: Words, letter: Letter, url: string, brand: string) {
  const said = lead(letter)
  return {
    subject: subject(letter),
    text: [said, ends, `${action}: ${url}`, brand].join('\n\n'),
    html: `<!doctype html><html lang="${locale}"><body style="font:16px/1.5 sans-serif;color:#1d1b18;max-width:560px">
<p>${escapeHtml(said)}</p><p><a href="${escapeHtml(url)}">${action}</a></p><p>${ends}</p><p>${escapeHtml(brand)}</p></body></html>`,
  }
}
