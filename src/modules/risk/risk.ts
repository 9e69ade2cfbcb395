/** Rules against abuse: what is counted, what they decide, and what waits until somebody of the brand has looked at it. */
import type { Ctx } from '../../ctx.ts'
import type { PersonId } from '../../lib/ids.ts'
import { moveMarks } from './store.ts'

export { hearPaymentSettled, watchedCheckout, watchedTopUp } from './buying.ts'
export { hearGiftsShared, hearShowStarted } from './giving.ts'
export { type Robots, robots } from './robots.ts'

/** A guest has become an account: what is known of one is known of the other. */
export const hearGuestBecameAccount = (
  { sql }: Ctx,
  { guestId, personId }: { guestId: PersonId; personId: PersonId },
): Promise<void> => moveMarks(sql, guestId, personId)
