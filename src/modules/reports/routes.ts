import type { Handlers, Input } from '../../lib/contract.ts'
import type { PersonId } from '../../lib/ids.ts'
import { ok } from '../../lib/shapes.ts'
import type { reportsContract } from './contract.ts'
import * as reports from './reading.ts'

type Routes = Handlers<typeof reportsContract>
type Told = Input<(typeof reportsContract)['reports.touch']> & { personId?: PersonId | undefined }

/** @param touch writes down what browsers tell @param queryOf the query that counts a figure again */
export const reportsRoutes = (
  touch: (told: Told) => Promise<unknown>,
  queryOf: (figure: string) => string | undefined,
): Routes => ({
  'reports.report': reports.readReport,
  'reports.recent': reports.readRecent,
  'reports.rows': (ctx, wish) => reports.readRows(ctx, wish, queryOf),
  'reports.setReach': async (ctx, wish) => reports.setReach(ctx, wish).then(() => ok),
  'reports.touch': async ({ who }, told) =>
    touch({ ...told, personId: who.kind === 'person' ? who.personId : undefined }).then(() => ok),
  'reports.origins': reports.readOrigins,
})
