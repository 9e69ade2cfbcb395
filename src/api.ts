import { accountsContract } from './modules/accounts/contract.ts'
import { articlesContract } from './modules/articles/contract.ts'
import { assortmentsContract } from './modules/assortments/contract.ts'
import { attendanceContract } from './modules/attendance/contract.ts'
import { auctionsContract } from './modules/auctions/contract.ts'
import { booksContract } from './modules/books/contract.ts'
import { catalogContract } from './modules/catalog/contract.ts'
import { chatContract } from './modules/chat/contract.ts'
import { codesContract } from './modules/codes/contract.ts'
import { coinsContract } from './modules/coins/contract.ts'
import { creditContract } from './modules/credit/contract.ts'
import { cuesContract } from './modules/cues/contract.ts'
import { discoveryContract } from './modules/discovery/contract.ts'
import { drawsContract } from './modules/draws/contract.ts'
import { dropsContract } from './modules/drops/contract.ts'
import { enginesContract } from './modules/engines/contract.ts'
import { followersContract } from './modules/followers/contract.ts'
import { fulfilmentContract } from './modules/fulfilment/contract.ts'
import { giftsContract } from './modules/gifts/contract.ts'
import { handoversContract } from './modules/handovers/contract.ts'
import { hostsContract } from './modules/hosts/contract.ts'
import { invoicesContract } from './modules/invoices/contract.ts'
import { ledgerContract } from './modules/ledger/contract.ts'
import { messagingContract } from './modules/messaging/contract.ts'
import { newsContract } from './modules/news/contract.ts'
import { ordersContract } from './modules/orders/contract.ts'
import { packetsContract } from './modules/packets/contract.ts'
import { paymentsContract } from './modules/payments/contract.ts'
import { pollsContract } from './modules/polls/contract.ts'
import { programmeContract } from './modules/programme/contract.ts'
import { promotionsContract } from './modules/promotions/contract.ts'
import { questionsContract } from './modules/questions/contract.ts'
import { recordingsContract } from './modules/recordings/contract.ts'
import { rehearsalsContract } from './modules/rehearsals/contract.ts'
import { remindersContract } from './modules/reminders/contract.ts'
import { reportsContract } from './modules/reports/contract.ts'
import { riskContract } from './modules/risk/contract.ts'
import { showsContract } from './modules/shows/contract.ts'
import { simulcastContract } from './modules/simulcast/contract.ts'
import { stockContract } from './modules/stock/contract.ts'

/** The whole API as one value. */
export const api = {
  ...accountsContract,
  ...followersContract,
  ...messagingContract,
  ...catalogContract,
  ...stockContract,
  ...ledgerContract,
  ...creditContract,
  ...paymentsContract,
  ...coinsContract,
  ...promotionsContract,
  ...assortmentsContract,
  ...ordersContract,
  ...fulfilmentContract,
  ...invoicesContract,
  ...booksContract,
  ...showsContract,
  ...hostsContract,
  ...handoversContract,
  ...remindersContract,
  ...newsContract,
  ...codesContract,
  ...articlesContract,
  ...dropsContract,
  ...auctionsContract,
  ...giftsContract,
  ...chatContract,
  ...questionsContract,
  ...pollsContract,
  ...packetsContract,
  ...drawsContract,
  ...attendanceContract,
  ...cuesContract,
  ...recordingsContract,
  ...rehearsalsContract,
  ...enginesContract,
  ...simulcastContract,
  ...programmeContract,
  ...discoveryContract,
  ...reportsContract,
  ...riskContract,
} as const

export type Api = typeof api
