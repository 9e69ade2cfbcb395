import type { Currency } from '../../src/lib/money.ts'
import { moneyText } from '../../src/lib/money-text.ts'
import type { Payment } from './bank.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign]!)

/** What a buyer can do on the page of a stand-in. */
export type Choice = 'pay' | 'decline' | 'leave'

/** The page on which a buyer pays, refuses or leaves, for a phone held in one hand. It says that it is none. */
export function buyerPage(title: string, colour: string, payment: Payment): string {
  const amount = moneyText({ minor: payment.minor, currency: payment.currency as Currency }, 'en')
  const buttons =
    payment.state === 'open' || payment.state === 'declined'
      ? `<button class="main" name="choice" value="pay">Pay ${escaped(amount)}</button>
<button name="choice" value="decline">Let the bank refuse</button>
<button name="choice" value="leave">Leave without paying</button>
<fieldset><legend>The shop hears of it</legend>
${manners.map(([value, text], i) => `<label><input type="radio" name="manner" value="${value}"${i === 0 ? ' checked' : ''}> ${text}</label>`).join('\n')}
</fieldset>`
      : `<p>This payment is ${payment.state}.</p><p><a class="main" href="${escaped(payment.returnUrl)}">Back to the shop</a></p>`
  return page(
    title,
    colour,
    `<h1>${escaped(amount)}</h1>
<p>${escaped(payment.description)}</p>
<form method="post">${buttons}</form>`,
  )
}

const manners = [
  ['once', 'at once'],
  ['thrice', 'three times'],
  ['late', '30 seconds late'],
  ['lost', 'never'],
] as const

export const page = (title: string, colour: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} (a stand-in)</title>
<style>
body { margin: 0; background: #f3f3f3; color: #161616; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 0 auto; min-height: 100vh; background: #fff; box-sizing: border-box; padding: 0 1.25rem 2rem; }
header { margin: 0 -1.25rem 1.5rem; padding: 1rem 1.25rem; background: ${colour}; color: #fff; font-weight: 600; }
h1 { margin: 0; font-size: 2.5rem; font-variant-numeric: tabular-nums; }
button, a.main { display: block; width: 100%; min-height: 3.25rem; margin: .75rem 0; padding: .75rem; box-sizing: border-box;
  border: 1px solid #767676; border-radius: .75rem; background: #fff; color: inherit; font: inherit; text-align: center; }
.main { border-color: ${colour}; background: ${colour}; color: #fff; font-weight: 600; text-decoration: none; }
label { display: block; padding: .5rem 0; } fieldset { margin-top: 1.5rem; border: 1px solid #ccc; border-radius: .75rem; }
:focus-visible { outline: 3px solid #161616; outline-offset: 2px; }
.note { color: #595959; font-size: .9375rem; }
</style>
</head>
<body><main>
<header>${escaped(title)}</header>
<p class="note">A stand-in for tests: no money moves.</p>
${body}
</main></body>
</html>`
