import { moneyText } from '../lib/money-text.ts'
import { goodCard, sentinelCards } from './fake-payments-cards.ts'
import { amountOf, type FakePayment } from './fake-payments-store.ts'
import type { Words } from './fake-payments-words.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign]!)

/** What was typed, and what is wrong with it. */
export type Typed = {
  card: string
  expiry: string
  code: string
  wrong: Partial<Record<'card' | 'expiry' | 'code', string>>
}

export const nothingTyped: Typed = { card: goodCard, expiry: '12 / 34', code: '123', wrong: {} }

const amountText = (payment: FakePayment, words: Words) => moneyText(amountOf(payment), words.language)

function page(words: Words, title: string, body: string): string {
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/fake-pay/style.css">
</head>
<body>
<main>
<p class="fake">${escaped(words.fake)}</p>
${body}
</main>
</body>
</html>`
}

function field(name: 'card' | 'expiry' | 'code', label: string, typed: Typed, width: 'wide' | 'half'): string {
  const wrong = typed.wrong[name]
  return `<div class="field ${width}">
<label for="${name}">${escaped(label)}</label>
<input id="${name}" name="${name}" value="${escaped(typed[name])}" inputmode="numeric" autocomplete="off" maxlength="40" required${
    wrong ? ` aria-invalid="true" aria-describedby="${name}-wrong"` : ''
  }>
${wrong ? `<p class="wrong" id="${name}-wrong">${escaped(wrong)}</p>` : ''}
</div>`
}

const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escaped(value)}">`

/** The page where the card is typed. */
export function cardPage(payment: FakePayment, words: Words, typed: Typed): string {
  const amount = amountText(payment, words)
  const others = sentinelCards.map(
    ({ number, behaviour }) =>
      `<li><a href="?locale=${words.language}&amp;card=${number.replaceAll(' ', '')}"><span class="number">${number}</span> ${escaped(words.cards[behaviour])}</a></li>`,
  )
  return page(
    words,
    `${words.pay} ${amount}`,
    `<h1><span class="what">${escaped(words.pay)}</span> <span class="amount">${escaped(amount)}</span></h1>
<dl>
<div><dt>${escaped(words.to)}</dt><dd>${escaped(payment.description)}</dd></div>
<div><dt>${escaped(words.order)}</dt><dd>${escaped(payment.orderNumber)}</dd></div>
</dl>
<form method="post" action="/fake-pay/${payment.ref}">
${hidden('locale', words.language)}
${field('card', words.card, typed, 'wide')}
${field('expiry', words.expiry, typed, 'half')}
${field('code', words.code, typed, 'half')}
${payment.customer ? `<label class="keep"><input type="checkbox" name="keep" value="1"> ${escaped(words.keep)}</label>` : ''}
<button class="main" name="step" value="pay">${escaped(words.payAmount(amount))}</button>
<button class="quiet" name="step" value="cancel" formnovalidate>${escaped(words.cancel)}</button>
</form>
<details>
<summary>${escaped(words.otherCards)}</summary>
<ul>${others.join('')}</ul>
</details>`,
  )
}

/** The page where the bank asks its customer. */
export function confirmPage(payment: FakePayment, words: Words): string {
  return page(
    words,
    words.confirmTitle,
    `<h1>${escaped(words.confirmTitle)}</h1>
<p>${escaped(words.confirmText(amountText(payment, words)))}</p>
<form method="post" action="/fake-pay/${payment.ref}">
${hidden('locale', words.language)}
<button class="main" name="step" value="approve">${escaped(words.approve)}</button>
<button class="quiet" name="step" value="fail">${escaped(words.fail)}</button>
</form>`,
  )
}

export function finishedPage(payment: FakePayment, words: Words): string {
  return page(
    words,
    words.finished,
    `<h1>${escaped(words.finished)}</h1>
<p>${escaped(words.finishedText)}</p>
<p><a class="main" href="${escaped(payment.returnUrl)}">${escaped(words.back)}</a></p>`,
  )
}

export const unknownPage = (words: Words): string =>
  page(words, words.unknown, `<h1>${escaped(words.unknown)}</h1>\n<p>${escaped(words.unknownText)}</p>`)

export const style = `
:root { color-scheme: light dark; --page: #f4f2ee; --sheet: #fff; --ink: #1d1b18; --soft: #5c5750; --line: #8a847b;
  --accent: #24504a; --on-accent: #fff; --note: #fdf0cf; --note-ink: #5a4100; --wrong: #a3231b; }
@media (prefers-color-scheme: dark) { :root { --page: #161513; --sheet: #211f1c; --ink: #f2efe9; --soft: #b8b1a6;
  --line: #7d766c; --accent: #8fd0c4; --on-accent: #0e2420; --note: #3a2f10; --note-ink: #f5dfa3; --wrong: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI",
  Roboto, "PingFang SC", "Noto Sans CJK SC", sans-serif; }
main { max-width: 27rem; margin: 0 auto; padding: 1.25rem 1.25rem 3rem; background: var(--sheet); min-height: 100vh; }
@media (min-width: 32rem) { main { margin: 3rem auto; padding: 2rem; min-height: 0; border-radius: 1.25rem;
  box-shadow: 0 1px 2px #0001, 0 1rem 3rem #0001; } }
.fake { margin: 0 0 1.5rem; padding: .75rem 1rem; border-radius: .75rem; background: var(--note); color: var(--note-ink);
  font-size: .9375rem; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.2; font-weight: 650; }
.what { display: block; font-size: 1rem; font-weight: 500; color: var(--soft); }
.amount { font-size: 2.25rem; font-variant-numeric: tabular-nums; }
dl { margin: 0 0 1.5rem; } dl div { display: flex; gap: 1rem; justify-content: space-between; padding: .25rem 0; }
dt { color: var(--soft); } dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 1rem; }
.field { flex: 1 1 100%; min-width: 0; } .half { flex: 1 1 8rem; }
label { display: block; margin-bottom: .25rem; font-size: .9375rem; color: var(--soft); }
input { width: 100%; min-height: 3rem; padding: .5rem .875rem; border: 1px solid var(--line); border-radius: .75rem;
  background: var(--sheet); color: inherit; font: inherit; font-variant-numeric: tabular-nums; }
input[aria-invalid] { border-color: var(--wrong); } .wrong { margin: .25rem 0 0; font-size: .9375rem; color: var(--wrong); }
.keep { display: flex; flex: 1 1 100%; align-items: center; gap: .75rem; min-height: 3rem; margin: 0; color: inherit; }
.keep input { width: 1.25rem; min-height: 1.25rem; accent-color: var(--accent); }
button, a.main { flex: 1 1 100%; display: block; width: 100%; min-height: 3.25rem; padding: .75rem 1rem; border: 0;
  border-radius: .875rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
.main { background: var(--accent); color: var(--on-accent); } .quiet { background: transparent; color: var(--ink); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
details { margin-top: 1rem; border-top: 1px solid color-mix(in srgb, var(--line) 40%, transparent); padding-top: .5rem; }
summary { min-height: 3rem; padding: .75rem 0; cursor: pointer; color: var(--soft); }
ul { margin: 0; padding: 0; list-style: none; } li a { display: block; padding: .625rem 0; color: var(--soft); text-decoration: none; }
.number { display: block; color: var(--ink); font-variant-numeric: tabular-nums; font-weight: 600; text-decoration: underline; }
`
