import { inLocale, type Locale } from '../../lib/local-text.ts'
import type { Money } from '../../lib/money.ts'
import { moneyText } from '../../lib/money-text.ts'
import type { mailKinds } from './contract.ts'
import { mailPage, type MailRow as Row } from './mail-page.ts'
import type { Discount } from './price-store.ts'
import { detailsOf } from './state.ts'
import { buyerName, type Order, type OrderLine } from './store.ts'

export type MailKind = (typeof mailKinds)[number]

type Words = Record<MailKind, { subject: string; text: string }> & {
  hello: string
  order: string
  discount: string
  delivery: string
  total: string
  tax: string
  deliveredTo: string
  see: string
  /** `{head}`: another order's number. */
  together: string
  deliveryKept: string
}

/** `{number}` and `{brand}` are filled in. */
const words: Record<Locale, Words> = {
  en: {
    confirmed: {
      subject: 'Your order {number} at {brand}',
      text: 'Thank you. Your payment has arrived and your order is being prepared.',
    },
    cancelled: {
      subject: 'Your order {number} is cancelled',
      text: 'Your order is cancelled. What you paid is on its way back to you.',
    },
    paidTooLate: {
      subject: 'Order {number}: your money is coming back',
      text: 'Your payment reached us after the reservation of your order had ended, and its items are not available any more. We are sorry. The whole amount is on its way back to you; there is nothing you have to do.',
    },
    paidTwice: {
      subject: 'Order {number}: you paid twice',
      text: 'A second payment for your order has reached us. It is on its way back to you; your order stays as it is.',
    },
    hello: 'Hello {name},',
    order: 'Order',
    discount: 'Live price',
    delivery: 'Delivery',
    total: 'Total',
    tax: 'of which tax',
    deliveredTo: 'Delivered to',
    see: 'See your order',
    together: 'It travels in one parcel with your order {head}; you paid the delivery once.',
    deliveryKept:
      'The delivery you paid stays for your other orders in the same parcel; if you cancel those as well, it comes back too.',
  },
  fr: {
    confirmed: {
      subject: 'Votre commande {number} chez {brand}',
      text: 'Merci. Votre paiement est arrivé et votre commande se prépare.',
    },
    cancelled: {
      subject: 'Votre commande {number} est annulée',
      text: 'Votre commande est annulée. Le montant payé vous est remboursé.',
    },
    paidTooLate: {
      subject: 'Commande {number} : vous êtes remboursé',
      text: 'Votre paiement nous est parvenu après la fin de la réservation, et les articles ne sont plus disponibles. Nous en sommes désolés. Le montant entier vous est remboursé ; vous n’avez rien à faire.',
    },
    paidTwice: {
      subject: 'Commande {number} : vous avez payé deux fois',
      text: 'Un second paiement de votre commande nous est parvenu. Il vous est remboursé ; votre commande reste inchangée.',
    },
    hello: 'Bonjour {name},',
    order: 'Commande',
    discount: 'Prix du direct',
    delivery: 'Livraison',
    total: 'Total',
    tax: 'dont taxes',
    deliveredTo: 'Livrée à',
    see: 'Voir votre commande',
    together: 'Elle voyage dans le même colis que votre commande {head} ; la livraison n’est payée qu’une fois.',
    deliveryKept:
      'La livraison payée reste due pour vos autres commandes du même colis ; si vous les annulez aussi, elle vous est remboursée.',
  },
  'zh-Hans': {
    confirmed: { subject: '您在 {brand} 的订单 {number}', text: '谢谢。我们已收到您的付款，正在准备您的订单。' },
    cancelled: { subject: '您的订单 {number} 已取消', text: '您的订单已取消，款项将原路退回。' },
    paidTooLate: {
      subject: '订单 {number}：正在退款',
      text: '您的付款到达时，订单的保留时间已过，商品也已售完。非常抱歉。全部款项将原路退回，您无需任何操作。',
    },
    paidTwice: {
      subject: '订单 {number}：重复付款',
      text: '我们收到了该订单的第二笔付款，这笔款项将原路退回，订单不受影响。',
    },
    hello: '{name}，您好：',
    order: '订单',
    discount: '直播优惠',
    delivery: '配送',
    total: '合计',
    tax: '其中税费',
    deliveredTo: '收货地址',
    see: '查看订单',
    together: '本单与您的订单 {head} 同一包裹寄出，运费只付一次。',
    deliveryKept: '您支付的运费保留给同一包裹的其他订单；若其他订单也取消，运费将一并退回。',
  },
}

type MailAround = {
  brandName: string
  url: string
  discounts: readonly Discount[]
  /** The number of the order in whose parcel it goes. */
  head?: string | undefined
}

export type OrderMail = { subject: string; text: string; html: string }

/**
 * What a buyer is told of an order, in the language it was placed in.
 * @param url the whole address of the order's page
 */
export function orderMail(
  kind: MailKind,
  order: Order,
  lines: readonly OrderLine[],
  { brandName, url, discounts, head }: MailAround,
): OrderMail {
  const spoken = words[order.locale]
  const fill = (text: string) =>
    text.replace(/\{(number|brand|name)\}/g, (_, key: string) =>
      key === 'number' ? order.number : key === 'brand' ? brandName : buyerName(order),
    )
  const said = [fill(spoken.hello), spoken[kind].text]
  if (kind === 'confirmed' && head) said.push(spoken.together.replace('{head}', head))
  if (kind === 'cancelled' && order.deliveryKept) said.push(spoken.deliveryKept)
  const rows = [...lines.map((line) => lineRow(line, order.locale)), ...totalRows(order, spoken, discounts)]
  const page = mailPage({
    ...{ locale: order.locale, brandName, said, title: `${spoken.order} ${order.number}`, rows },
    below: [`${spoken.deliveredTo}: ${addressText(order)}`],
    links: [{ url, text: spoken.see }],
  })
  return { subject: fill(spoken[kind].subject), ...page }
}

function lineRow(line: OrderLine, locale: Locale): Row {
  const options = detailsOf(line, locale).join(', ')
  const title = inLocale(line.title, locale) + (options && ` (${options})`)
  const minor = (line.compareAt ?? line.unitPrice).minor * BigInt(line.quantity)
  return [`${line.quantity} × ${title}`, moneyText({ minor, currency: line.unitPrice.currency }, locale)]
}

function totalRows({ totals, locale }: Order, spoken: Words, discounts: readonly Discount[]): Row[] {
  const shown = (amount: Money) => moneyText(amount, locale)
  const { discount, delivery, total, tax } = totals
  const less = (minor: bigint) => shown({ minor: -minor, currency: discount.currency })
  const live = discounts.reduce((left, { amount }) => left - amount.minor, discount.minor)
  const off: Row[] = [
    ...(live > 0n ? [[spoken.discount, less(live)] as const] : []),
    ...discounts.map(({ title, code, amount }) => {
      return [[inLocale(title, locale), code && `(${code})`].filter(Boolean).join(' '), less(amount.minor)] as const
    }),
  ]
  return [...off, [spoken.delivery, shown(delivery)], [spoken.total, shown(total)], [spoken.tax, shown(tax)]]
}

const addressText = ({ address }: Order) =>
  [address.name, address.line1, address.line2, `${address.postalCode} ${address.city}`.trim(), address.country]
    .filter(Boolean)
    .join(', ')
