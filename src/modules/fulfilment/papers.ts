import { inLocale, type Locale } from '../../lib/local-text.ts'
import { a4, openSheet, type Sheet } from '../../lib/pdf/sheet.ts'
import { type OrderAtWork, toPack } from '../orders/orders.ts'
import { detailsOf } from '../orders/state.ts'
import type { Part } from './decide.ts'
import { paperWords } from './paper-words.ts'
import { pickedProducts } from './pick-list.ts'
import { addressLines } from './settings.ts'

const margin = 48
const right = a4[0] - margin

const bottom = a4[1] - margin
const soft = '#6b655c'

/** Writes rows one below the other, and goes on to another page when one is full. */
function roll(sheet: Sheet, y: number) {
  return {
    get y() {
      return y
    },
    space(height: number) {
      y += height
    },
    /** Makes room for so much; a new page begins with `again`. */
    room(height: number, again?: () => void) {
      if (y + height <= bottom) return
      sheet.page()
      y = margin
      again?.()
    },
    text(text: string, size: number, more: { weight?: 700; colour?: string; x?: number } = {}) {
      const x = more.x ?? margin
      y = sheet.text(text, x, y, right - x, { size, ...more })
    },
    /** A box to tick, a number, and what it is. */
    row(count: string, text: string, under: string) {
      const x = margin + 64
      const height = sheet.heightOf(text, right - x, { size: 10.5 }) + (under ? 13 : 0)
      this.room(height + 8)
      sheet.text(count, margin, y, 52, { size: 12, weight: 700, align: 'right' })
      let at = sheet.text(text, x, y, right - x, { size: 10.5 })
      if (under) at = sheet.text(under, x, at, right - x, { size: 8.5, colour: soft })
      y = at + 4
      sheet.line(margin, y, right, y)
      y += 4
    },
  }
}

const named = (line: Parameters<typeof detailsOf>[0] & { title: object }, locale: Locale) =>
  [inLocale(line.title, locale), ...detailsOf(line, locale)].filter(Boolean).join(' · ')

/** What to take from the shelves, product by product, and then into which parcels. */
export async function pickListPdf(works: readonly OrderAtWork[], locale: Locale, brandName: string, at: Date) {
  const words = paperWords[locale]
  const sheet = openSheet({ size: a4, title: words.pickList, language: locale, at })
  const page = roll(sheet, margin)
  page.text(brandName, 10, { colour: soft })
  page.text(words.pickList, 22, { weight: 700 })
  page.text(`${at.toISOString().slice(0, 16).replace('T', ' ')} UTC · ${works.length} × ${words.order}`, 9, {
    colour: soft,
  })
  page.space(12)
  page.text(words.products, 13, { weight: 700 })
  page.space(4)
  for (const product of pickedProducts(works)) {
    const orders = product.orders.map(({ number, quantity }) => (quantity > 1 ? `${number} ×${quantity}` : number))
    page.row(String(product.quantity), `${product.sku} — ${named(product, locale)}`, orders.join(', '))
  }
  page.space(16)
  page.room(60)
  page.text(words.orders, 13, { weight: 700 })
  for (const { order, lines } of works) {
    page.room(60)
    page.space(10)
    page.text(`${order.number} — ${order.address.name}, ${order.address.city} (${order.address.country})`, 11, {
      weight: 700,
    })
    page.space(2)
    for (const line of lines.filter((one) => toPack(one) > 0)) {
      page.row(String(toPack(line)), named(line, locale), line.sku)
    }
  }
  return sheet.end()
}

const partsWithLines = ({ work, parts }: { work: OrderAtWork; parts: readonly Part[] }) =>
  parts.flatMap((part) => {
    const line = work.lines.find((one) => one.lineId === part.lineId)
    return line ? [{ ...part, line }] : []
  })

type Box = readonly { work: OrderAtWork; number: number; parts: readonly Part[] }[]

/** What its buyers wrote to whom it goes to, each order's once. */
const presents = (box: Box) => {
  const orders = new Map(box.map(({ work: { order } }) => [order.orderId, order]))
  return [...orders.values()].flatMap(({ gift }) => (gift ? [{ gift }] : []))
}

/** What lies in a parcel, one page for those that go in one box, for whoever opens it: no price is on it, it may be a present. */
export async function packingSlipsPdf(boxes: readonly Box[], brandName: string, sender: readonly string[], at: Date) {
  const language = boxes[0]?.[0]?.work.order.locale ?? 'en'
  const sheet = openSheet({ size: a4, title: paperWords[language].slip, language, at })
  for (const [i, box] of boxes.entries()) {
    if (i > 0) sheet.page()
    const { order } = box[0]!.work
    const words = paperWords[order.locale]
    const page = roll(sheet, margin)
    page.text(brandName, 14, { weight: 700 })
    if (sender.length > 0) page.text(sender.slice(1).join(' · '), 8.5, { colour: soft })
    page.space(24)
    page.text(words.slip, 22, { weight: 700 })
    page.text(
      box.map(({ work, number }) => `${words.order} ${work.order.number} · ${words.parcel} ${number}`).join('\n'),
      11,
    )
    page.text(`${words.orderedOn} ${order.placedAt.toISOString().slice(0, 10)}`, 9, { colour: soft })
    page.space(16)
    page.text(words.deliveredTo, 8.5, { colour: soft })
    page.text(addressLines(order.address, order.locale).join('\n'), 11)
    page.space(20)
    for (const { quantity, line } of box.flatMap(partsWithLines)) {
      const rest = line.quantity > quantity ? ` · ${words.inOrder}: ${line.quantity}` : ''
      page.row(String(quantity), named(line, order.locale), line.sku + rest)
    }
    for (const { gift } of presents(box)) {
      page.space(18)
      if (gift.message) page.text(gift.message, 13)
      page.text(`${words.presentFrom} ${gift.from}`, 11, { colour: soft })
    }
    page.space(16)
    page.text(words.thanks, 11)
  }
  return sheet.end()
}
