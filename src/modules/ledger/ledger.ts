/**
 * Every value there is, by double entry. A transfer's postings add up to zero in each currency; transfers of a brand's
 * book stand one after another, chained by their hashes, and are never changed: what was wrong is posted back.
 */
export { type AccountName, coinUnit } from './accounts.ts'
export type { Ending, Posting, Transfer } from './decide.ts'
export { openLedger, post, submit } from './post.ts'
export {
  audit,
  balancesLocked,
  balancesOf,
  entriesOfOwner,
  keysPosted,
  type OwnedBalance,
  purseOf,
  showFigures,
  showFigureTransfers,
  showSums,
} from './reading.ts'
export { balancesOfOwner, ordersOfShow } from './reading-store.ts'
