import type { Currency } from '../../src/lib/money.ts'
import { moneyText } from '../../src/lib/money-text.ts'
import type { Payment } from './bank.ts'
import { escaped, page } from './buyer-page.ts'

const colour = '#4b45c6'
const back = (payment: Payment) => `<p><a class="main" href="${escaped(payment.returnUrl)}">Back to the shop</a></p>`
const button = (step: string, text: string, main = false) =>
  `<button ${main ? 'class="main" ' : ''}name="step" value="${step}">${escaped(text)}</button>`

/** Checkout: a card that pays, one that is refused, one whose bank asks; or a wallet. Leaving is a link, as there. */
export function checkoutPage(payment: Payment, over: boolean, refused: boolean): string {
  const amount = moneyText({ minor: payment.minor, currency: payment.currency.toUpperCase() as Currency }, 'en')
  if (over || payment.state === 'paid') return page('Stripe', colour, `<h1>This page is over</h1>${back(payment)}`)
  const isCard = payment.more.method === 'card'
  return page(
    'Stripe',
    colour,
    `<h1>${escaped(amount)}</h1>
<p>${escaped(payment.description)}, with ${escaped(payment.more.method!)}</p>
${refused ? '<p role="alert"><b>Your card was declined.</b> Try another one.</p>' : ''}
<form method="post">
${button('pay', `Pay ${amount}`, true)}
${isCard ? button('ask', 'Pay with a card whose bank asks') : ''}
${isCard && payment.more.customer ? '<label><input type="checkbox" name="keep" value="yes"> Save my payment details</label>' : ''}
${isCard ? button('decline', 'Pay with a card that is declined') : button('decline', 'Refuse in the wallet')}
<fieldset><legend>The shop hears of it</legend>
<label><input type="radio" name="manner" value="once" checked> at once</label>
<label><input type="radio" name="manner" value="thrice"> three times</label>
<label><input type="radio" name="manner" value="late"> 30 seconds late</label>
<label><input type="radio" name="manner" value="lost"> never</label>
</fieldset></form>${back(payment)}`,
  )
}

/** What a bank shows for 3-D Secure. */
export const challengePage = (manner: string): string =>
  page(
    'Your bank',
    colour,
    `<h1>Is it you?</h1>
<form method="post"><input type="hidden" name="manner" value="${escaped(manner)}">
${button('approve', 'Approve', true)}
${button('fail', 'It is not me')}
</form>`,
  )
