import type { Handlers } from '../../lib/contract.ts'
import type { ShowId } from '../../lib/ids.ts'
import { ok } from '../../lib/shapes.ts'
import type { Sql } from '../../lib/sql.ts'
import type { PublishingGrant } from '../shows/contract.ts'
import type { handoversContract } from './contract.ts'
import * as handovers from './handovers.ts'

/** Where a picture is sent with a new key. */
type Sending = { publishing(sql: Sql, showId: ShowId, key: string): Promise<PublishingGrant> }

export const handoversRoutes = ({ publishing }: Sending): Handlers<typeof handoversContract> => ({
  'handovers.handover': handovers.now,
  'handovers.candidates': handovers.candidates,
  'handovers.ask': async (ctx, wish) => handovers.ask(ctx, wish).then(() => ok),
  'handovers.accept': async (ctx, wish) => publishing(ctx.sql, wish.showId, await handovers.accept(ctx, wish)),
  'handovers.withdraw': async (ctx, wish) => handovers.withdraw(ctx, wish).then(() => ok),
})
