import type { Ctx } from '../../ctx.ts'
import type { PersonId } from '../../lib/ids.ts'
import * as store from './store.ts'

/** What a guest came by is the account's that they became. Hears `accounts.guestBecameAccount`. */
export const hearGuestBecameAccount = (ctx: Ctx, { guestId, personId }: { guestId: PersonId; personId: PersonId }) =>
  store.moveOrigins(ctx.sql, guestId, personId)
