import * as accounts from './modules/accounts/accounts.ts'
import * as auctions from './modules/auctions/auctions.ts'
import * as books from './modules/books/books.ts'
import * as catalog from './modules/catalog/catalog.ts'
import * as moderation from './modules/chat/moderation.ts'
import * as coins from './modules/coins/coins.ts'
import * as cues from './modules/cues/cues.ts'
import * as draws from './modules/draws/draws.ts'
import * as drops from './modules/drops/drops.ts'
import * as engines from './modules/engines/engines.ts'
import * as followers from './modules/followers/followers.ts'
import * as fulfilment from './modules/fulfilment/fulfilment.ts'
import * as gifts from './modules/gifts/gifts.ts'
import * as handovers from './modules/handovers/handovers.ts'
import * as hosts from './modules/hosts/hosts.ts'
import * as invoices from './modules/invoices/invoices.ts'
import * as messaging from './modules/messaging/messaging.ts'
import * as orders from './modules/orders/orders.ts'
import * as packets from './modules/packets/packets.ts'
import * as payments from './modules/payments/payments.ts'
import * as polls from './modules/polls/polls.ts'
import * as promotions from './modules/promotions/promotions.ts'
import * as questions from './modules/questions/questions.ts'
import * as recordings from './modules/recordings/recordings.ts'
import * as rehearsals from './modules/rehearsals/rehearsals.ts'
import * as reminders from './modules/reminders/reminders.ts'
import * as reports from './modules/reports/reports.ts'
import * as risk from './modules/risk/risk.ts'
import * as shows from './modules/shows/shows.ts'
import * as simulcast from './modules/simulcast/simulcast.ts'
import * as stock from './modules/stock/stock.ts'
import * as streams from './streams.ts'

/*
 * Who hears what: facts go up, from the module that tells to those that listen. Hearers run in the teller's
 * transaction, in this order.
 */

accounts.guestBecameAccount.heardBy(
  orders.mergeBag,
  fulfilment.moveReturns,
  drops.mergeTickets,
  reminders.moveReminders,
  followers.moveFollows,
  messaging.moveMessages,
  reports.hearGuestBecameAccount,
  risk.hearGuestBecameAccount,
)
catalog.variantAdded.heardBy(stock.poolFor)
catalog.stockCounted.heardBy(stock.setFree)
catalog.productChanged.heardBy(shows.hearProductChanged)
promotions.promotionsChanged.heardBy(shows.hearPromotionsChanged)
stock.holdsReleased.heardBy(drops.hearHoldsReleased)
stock.stockChanged.heardBy(shows.hearStockChanged, drops.hearStockChanged)
payments.paymentSettled.heardBy(risk.hearPaymentSettled)
payments.paymentCaptured.heardBy(books.hearPaymentCaptured, orders.hearPaymentCaptured)
payments.paymentDeclined.heardBy(orders.hearPaymentDeclined, auctions.hearPaymentDeclined)
payments.paymentPending.heardBy(orders.hearPaymentPending)
payments.paymentRefunded.heardBy(
  orders.hearPaymentRefunded,
  invoices.hearPaymentRefunded,
  books.hearPaymentRefunded,
  hosts.hearPaymentRefunded,
)
payments.paymentRefundUndone.heardBy(books.hearRefundUndone, hosts.hearRefundUndone)
payments.paymentDisputed.heardBy(coins.hearPaymentDisputed, books.hearPaymentDisputed, hosts.hearPaymentDisputed)
payments.disputeFeeKept.heardBy(books.hearDisputeFeeKept)
payments.topUpCaptured.heardBy(coins.hearTopUpCaptured)
payments.topUpRefund.heardBy(coins.hearTopUpRefund)
payments.paymentNeedsCare.heardBy(orders.hearPaymentNeedsCare)
// The log last: whoever bids has locked an auction before it.
orders.orderPaid.heardBy(
  invoices.hearOrderPaid,
  books.hearOrderPaid,
  hosts.hearOrderPaid,
  auctions.hearOrderPaid,
  shows.hearOrderPaid,
)
orders.orderCancelled.heardBy(fulfilment.hearOrderCancelled, auctions.hearOrderCancelled)
gifts.giftsShared.heardBy(risk.hearGiftsShared)
moderation.authorBanned.heardBy(questions.hearAuthorBanned)
shows.showStarted.heardBy(
  hosts.hearShowStarted,
  handovers.hearShowStarted,
  gifts.hearShowStarted,
  recordings.hearShowStarted,
  engines.hearShowStarted,
  rehearsals.hearShowStarted,
  async (ctx, { showId, atMs, outside }) => {
    if (!outside) await ctx.later(streams.record, { showId, atMs })
  },
  simulcast.hearShowStarted,
  reminders.hearShowStarted,
  risk.hearShowStarted,
  (ctx, { showId }) => ctx.later(streams.slate, { showId }),
)
shows.showPlanned.heardBy(reminders.hearShowPlanned)
shows.showPauseChanged.heardBy(simulcast.hearShowPauseChanged, (ctx, { showId }) =>
  ctx.later(streams.slate, { showId }),
)
shows.showKeysChanged.heardBy((ctx, { showId }) => ctx.later(streams.keepKeys, { showId }))
shows.showCut.heardBy(simulcast.hearShowCut, (ctx, { showId }) => ctx.later(streams.throwOut, { showId }))
shows.showEnded.heardBy(
  hosts.hearShowEnded,
  handovers.hearShowEnded,
  cues.hearShowEnded,
  gifts.hearShowEnded,
  drops.hearShowEnded,
  auctions.hearShowEnded,
  polls.hearShowEnded,
  packets.hearShowEnded,
  draws.hearShowEnded,
  recordings.hearShowEnded,
  engines.hearShowEnded,
  simulcast.hearShowEnded,
  reports.hearShowEnded,
  (ctx, { showId }) => ctx.later(streams.closeStream, { showId }),
)
simulcast.simulcastChanged.heardBy((ctx, { showId }) => ctx.later(streams.sendOn, { showId }))

rehearsals.rehearsalKeysChanged.heardBy((ctx, { showId }) => ctx.later(streams.keepRehearsalKeys, { showId }))
rehearsals.rehearsalEnded.heardBy((ctx, { showId }) => ctx.later(streams.forgetRehearsal, { showId }))
