import type { Ctx } from '../../ctx.ts'
import type { ShowId } from '../../lib/ids.ts'
import { append } from '../../lib/log.ts'
import { refuse } from '../../lib/problems.ts'
import { showFor } from '../shows/shows.ts'
import { noteActs } from './acts.ts'
import { chatProblems as problem } from './problems.ts'
import * as store from './store.ts'

/** Lets a message stand above the conversation, in the place of any other. @throws Refusal chat.unknownMessage */
export async function pin(ctx: Ctx, { showId, messageId }: { showId: ShowId; messageId: string }): Promise<void> {
  const { chatLogId } = await showFor(ctx.sql, showId)
  await store.unpinIn(ctx.sql, showId)
  if (!(await store.pinMessage(ctx.sql, showId, messageId, ctx.now))) throw refuse(problem.unknownMessage)
  const message = await store.pinnedIn(ctx.sql, showId, chatLogId)
  if (!message) throw refuse(problem.unknownMessage)
  await append(ctx.sql, chatLogId, ctx.now, [{ type: 'message.pinned', body: message }])
  await noteActs(ctx, showId, 'pin', [{ messageId }])
}

/** Nothing stands there any more; when nothing did, nothing happens. */
export async function unpin(ctx: Ctx, { showId }: { showId: ShowId }): Promise<void> {
  const [before] = await store.unpinIn(ctx.sql, showId)
  if (!before) return
  const { chatLogId } = await showFor(ctx.sql, showId)
  await append(ctx.sql, chatLogId, ctx.now, [{ type: 'message.unpinned', body: {} }])
  await noteActs(ctx, showId, 'unpin', [before])
}
