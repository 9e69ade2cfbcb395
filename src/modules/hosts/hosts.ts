/** Hosts: what was agreed with them, what they earn and give back, and how they are paid. */
export {
  earnGifts,
  hearOrderPaid,
  hearPaymentDisputed,
  hearPaymentRefunded,
  hearRefundUndone,
  hearShowEnded,
} from './accrual.ts'
export { engage, giftShareOf, hearShowStarted, hostOfShow } from './contracts.ts'
export { giftsEarned, heldEarnings, holdEarning, hostsOf, releaseEarning, takeBackHeld } from './holds.ts'
export { engagementsOf, hostedShows } from './store.ts'
