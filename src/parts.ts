import type { AnyJob, Beat } from './lib/jobs.ts'
import { accountsBeats, accountsJobs } from './modules/accounts/jobs.ts'
import { accountsRoutes } from './modules/accounts/routes.ts'
import { assortmentsRoutes } from './modules/assortments/routes.ts'
import { attendanceRoutes } from './modules/attendance/routes.ts'
import { auctionsBeats, auctionsJobs } from './modules/auctions/jobs.ts'
import { booksRoutes } from './modules/books/routes.ts'
import { catalogRoutes } from './modules/catalog/routes.ts'
import { chatBeats } from './modules/chat/moderation.ts'
import { codesRoutes } from './modules/codes/routes.ts'
import { coinsJobs } from './modules/coins/jobs.ts'
import { coinsRoutes } from './modules/coins/routes.ts'
import { creditRoutes } from './modules/credit/routes.ts'
import { cuesRoutes } from './modules/cues/routes.ts'
import { discoveryRoutes } from './modules/discovery/routes.ts'
import { drawsBeats, drawsJobs } from './modules/draws/closing.ts'
import { drawsRoutes } from './modules/draws/routes.ts'
import { dropsBeats, dropsJobs } from './modules/drops/jobs.ts'
import { enginesRoutes } from './modules/engines/routes.ts'
import { followersRoutes } from './modules/followers/routes.ts'
import { fulfilmentJobs } from './modules/fulfilment/jobs.ts'
import { fulfilmentRoutes } from './modules/fulfilment/routes.ts'
import { giftsJobs } from './modules/gifts/sharing.ts'
import { invoicesJobs } from './modules/invoices/jobs.ts'
import { invoicesRoutes } from './modules/invoices/routes.ts'
import { ledgerBeats } from './modules/ledger/jobs.ts'
import { ledgerRoutes } from './modules/ledger/routes.ts'
import { messagingBeats } from './modules/messaging/jobs.ts'
import { messagingRoutes } from './modules/messaging/routes.ts'
import { newsJobs } from './modules/news/jobs.ts'
import { newsRoutes } from './modules/news/routes.ts'
import { ordersBeats, ordersJobs } from './modules/orders/jobs.ts'
import { ordersRoutes } from './modules/orders/routes.ts'
import { packetsBeats, packetsJobs } from './modules/packets/ending.ts'
import { paymentBeats, paymentJobs } from './modules/payments/jobs.ts'
import { paymentsRoutes } from './modules/payments/routes.ts'
import * as polls from './modules/polls/polls.ts'
import { programmeRoutes } from './modules/programme/routes.ts'
import { promotionsRoutes } from './modules/promotions/routes.ts'
import * as questions from './modules/questions/questions.ts'
import { questionsBeats } from './modules/questions/telling.ts'
import { recordingsBeats, recordingsJobs } from './modules/recordings/jobs.ts'
import { recordingsRoutes } from './modules/recordings/routes.ts'
import { rehearsalsBeats } from './modules/rehearsals/jobs.ts'
import { remindersBeats, remindersJobs } from './modules/reminders/jobs.ts'
import { remindersRoutes } from './modules/reminders/routes.ts'
import { reportsBeats, reportsJobs } from './modules/reports/jobs.ts'
import { riskRoutes } from './modules/risk/routes.ts'
import { riskBeats } from './modules/risk/setting.ts'
import { stockBeats } from './modules/stock/jobs.ts'
import { stockRoutes } from './modules/stock/routes.ts'

/*
 * What modules bring of themselves: calls, jobs and beats. What needs more than a context is put together in app.ts.
 */

/** Calls that need nothing but their context. */
export const plainRoutes = {
  ...accountsRoutes,
  ...followersRoutes,
  ...messagingRoutes,
  ...catalogRoutes,
  ...stockRoutes,
  ...ledgerRoutes,
  ...creditRoutes,
  ...paymentsRoutes,
  ...coinsRoutes,
  ...promotionsRoutes,
  ...assortmentsRoutes,
  ...ordersRoutes,
  ...fulfilmentRoutes,
  ...invoicesRoutes,
  ...booksRoutes,
  ...attendanceRoutes,
  ...cuesRoutes,
  ...drawsRoutes,
  ...recordingsRoutes,
  ...enginesRoutes,
  ...remindersRoutes,
  ...newsRoutes,
  ...codesRoutes,
  ...riskRoutes,
  ...programmeRoutes,
  ...discoveryRoutes,
}

export const moduleJobs: readonly AnyJob[] = [
  ...accountsJobs,
  ...paymentJobs,
  ...coinsJobs,
  ...ordersJobs,
  ...dropsJobs,
  ...auctionsJobs,
  ...giftsJobs,
  ...questions.questionsJobs,
  ...packetsJobs,
  ...drawsJobs,
  ...fulfilmentJobs,
  ...invoicesJobs,
  ...recordingsJobs,
  ...reportsJobs,
  ...remindersJobs,
  ...newsJobs,
]

export const moduleBeats: readonly Beat[] = [
  ...accountsBeats,
  ...messagingBeats,
  ...stockBeats,
  ...ledgerBeats,
  ...paymentBeats,
  ...ordersBeats,
  ...dropsBeats,
  ...auctionsBeats,
  ...packetsBeats,
  ...drawsBeats,
  ...chatBeats,
  ...questionsBeats,
  ...polls.pollsBeats,
  ...recordingsBeats,
  ...remindersBeats,
  ...rehearsalsBeats,
  ...reportsBeats,
  ...riskBeats,
]
