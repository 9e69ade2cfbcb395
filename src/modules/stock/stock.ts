/**
 * The part that never oversells. Units live in pools; a hold takes them out of one until a moment; paying makes them
 * sold. In every pool free + held + sold stays the same, but for counting, adjusting, and opening or closing a drop.
 */
export { freeOf } from './bundles.ts'
export {
  confirmHolds,
  extendHolds,
  type HoldsReleased,
  holdMany,
  holdsById,
  holdsReleased,
  holdVariants,
  moveHolds,
  releaseExpiredHolds,
  releaseHolds,
  returnSold,
} from './holds.ts'
export {
  adjust,
  closePool,
  heldBy,
  levels,
  openPool,
  poolFor,
  poolState,
  type StockChanged,
  setFree,
  stockChanged,
  type Units,
} from './pools.ts'
export { takeBackSold } from './sold-parts.ts'
export { imbalances } from './store.ts'
