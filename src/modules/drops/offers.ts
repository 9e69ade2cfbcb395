import type { Ctx } from '../../ctx.ts'
import { errand } from '../../lib/jobs.ts'
import { inLocale } from '../../lib/local-text.ts'
import { money } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import { brandById, personsByIds } from '../accounts/accounts.ts'
import { variantsForSale } from '../catalog/catalog.ts'
import { holdsById } from '../stock/stock.ts'
import { standingOf } from './line.ts'
import { offerMail } from './offer-mail.ts'
import { dropById } from './store.ts'
import { ticketById } from './ticket-store.ts'

/** Nobody told us where they are: with the zone, an hour means the same everywhere. */
const clockTime = { hour: '2-digit', minute: '2-digit', timeZone: 'UTC', timeZoneName: 'short' } as const

/**
 * Tells by mail whoever's turn has come while no page of theirs was open: not who was told on the page, has paid or
 * missed it already, or has no address (a guest).
 */
export const mailOffer = errand({
  name: 'drops.mailOffer',
  async read(ctx: Ctx, { ticketId }: { ticketId: string }) {
    const ticket = await ticketById(ctx.sql, ticketId)
    const drop = ticket && (await dropById(ctx.sql, ticket.dropId))
    if (!ticket?.holdId || !drop || ticket.seenAt) return undefined
    const hold = (await holdsById(ctx.sql, [ticket.holdId])).get(ticket.holdId)
    if (!hold || standingOf(ticket, hold, ctx.now) !== 'won') return undefined
    const person = (await personsByIds(ctx.sql, [ticket.personId])).get(ticket.personId)
    const [variant] = await variantsForSale(ctx.sql, [drop.variantId])
    const brand = await brandById(ctx.sql, drop.brandId)
    if (!person?.email || !variant || !brand) return undefined
    const locale = person.locale ?? 'en'
    const mail = offerMail(locale, {
      title: inLocale(variant.title, locale),
      brandName: brand.name,
      price: moneyText(money(drop.priceMinor, drop.currency), locale),
      until: new Intl.DateTimeFormat(locale, clockTime).format(hold.expiresAt),
      url: ctx.doors.urlOf(`/${brand.slug}/shows/${drop.showId}`),
    })
    return { ...mail, key: `drops.${ticketId}.offer`, to: person.email }
  },
  async go(doors, mail) {
    await doors.mail.send(mail)
  },
  async note() {},
})
