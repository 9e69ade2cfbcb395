import type { ShopWords } from '#lib/messages/load.ts'
import type { Intent, Order } from '../answers.ts'
import type { Standing } from './order-watch.svelte.ts'

type News = { title: string; text: string }

/** What has become of the payment of an order, to be read and to be heard. */
export function paymentNews(words: ShopWords, standing: Standing, order: Order, intent: Intent | undefined): News {
  if (standing === 'paid') return { title: words.thanks, text: words.thanksText(order.email) }
  if (standing === 'over') return { title: words.expired, text: words.expiredText }
  return standing === 'declined' ? declinedNews(words, intent?.reason) : waitingNews(words, intent)
}

function declinedNews(words: ShopWords, reason: string | null | undefined): News {
  const { paying, declinedText } = words
  if (reason === 'method_unavailable') return { title: paying.unavailable, text: paying.unavailableText }
  if (reason === 'payer_unknown') return { title: paying.payerUnknown, text: paying.payerUnknownText }
  return { title: reason === 'expired' ? paying.pageExpired : words.declined, text: declinedText }
}

function waitingNews(words: ShopWords, intent: Intent | undefined): News {
  const { paying, waitingPayment: title } = words
  const { state, step } = intent ?? {}
  if (state === 'pending') return { title: paying.pending, text: paying.pendingText }
  if (state === 'review') return { title, text: words.reviewPaymentText }
  return { title, text: step ? paying.openText : words.waitingPaymentText }
}
