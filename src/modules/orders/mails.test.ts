import assert from 'node:assert/strict'
import { test } from 'node:test'
import { address } from '../../../test/shop.ts'
import type { Locale } from '../../lib/local-text.ts'
import { money } from '../../lib/money.ts'
import type { PromotionId } from '../promotions/promotions.ts'
import { type MailKind, orderMail } from './mails.ts'
import type { Order, OrderLine } from './store.ts'

const euro = (minor: number) => money(minor, 'EUR')
const totals = { items: euro(12_000), discount: euro(3000), delivery: euro(590), tax: euro(1598), total: euro(9590) }
const order = (locale: Locale) =>
  ({ number: 'MA-1042', locale, address, totals, carrier: 'La Poste', tracking: '6A1' }) as unknown as Order
const line = {
  ...{ quantity: 2, unitPrice: euro(4500), compareAt: euro(6000), options: { colour: '<ivory>' }, personal: [] },
  title: { en: 'Lamp', fr: 'Lampe', 'zh-Hans': '灯' },
} as unknown as OrderLine

const from = { brandName: 'Maison Alma', url: 'https://live.alma.example/orders/019?a&b', discounts: [] }

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test('a confirmation says every amount of the order, in the language it was placed in', () => {
  const french = orderMail('confirmed', order('fr'), [line], from)
  assert.equal(french.subject, 'Votre commande MA-1042 chez Maison Alma')
  assert.match(
    plain(french.text),
    /2 × Lampe \(<ivory>\) {2}120,00 €\nPrix du direct {2}-30,00 €\nLivraison {2}5,90 €\nTotal {2}95,90 €/,
  )
  const discounts = [
    { promotionId: 'p' as PromotionId, title: { en: 'For you', fr: 'Pour vous' }, code: 'TOI', amount: euro(1000) },
  ]
  assert.match(
    plain(orderMail('confirmed', order('fr'), [line], { ...from, discounts }).text),
    /Prix du direct {2}-20,00 €\nPour vous \(TOI\) {2}-10,00 €/,
  )
  assert.match(orderMail('confirmed', order('en'), [line], from).text, /2 × Lamp .*\n.*-€30\.00/)
  assert.match(orderMail('confirmed', order('zh-Hans'), [line], from).text, /Dana Lévy，您好：/)
})

test('every mail leads to the order, in words and by a tap', () => {
  const { text, html } = orderMail('cancelled', order('fr'), [line], from)
  assert.match(text, /^Voir votre commande: https:\/\/live\.alma\.example\/orders\/019\?a&b$/m)
  assert.match(html, /<a href="https:\/\/live\.alma\.example\/orders\/019\?a&amp;b"[^>]*>Voir votre commande<\/a>/)
})

test('what people typed is text in the mail, never markup', () => {
  const { html } = orderMail('confirmed', order('en'), [line], { ...from, brandName: 'Alma & <b>Co</b>' })
  assert.ok(html.includes('&lt;ivory&gt;') && html.includes('Alma &amp; &lt;b&gt;Co&lt;/b&gt;'))
  assert.ok(!html.includes('<b>') && !html.includes('<ivory>'))
})

test('every mail there is can be written in every language', () => {
  for (const kind of ['confirmed', 'cancelled', 'paidTooLate', 'paidTwice'] satisfies MailKind[]) {
    for (const locale of ['en', 'fr', 'zh-Hans'] as const) {
      const { subject, text } = orderMail(kind, order(locale), [line], from)
      assert.ok(subject.includes('MA-1042') && !/[{}]/.test(subject + text), `${kind} ${locale}`)
    }
  }
})
