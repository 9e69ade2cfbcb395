import type { ShowId } from '../../lib/ids.ts'
import type { Beat } from '../../lib/jobs.ts'
import type { Sql } from '../../lib/sql.ts'
import { appendToShow } from '../shows/shows.ts'
import type { QuestionEvent } from './events.ts'
import * as store from './store.ts'

/** The room hears how many ask the same at most this often, however many tap. */
export const toldEveryMs = 500

/** What the room has not heard of the seconds, as one event; from here on it is told. */
export async function secondsNews(sql: Sql, showId: ShowId, now: Date): Promise<QuestionEvent[]> {
  const rows = await store.takeUntold(sql, showId, now)
  const counts = Object.fromEntries(rows.map(({ questionId, seconds }) => [questionId, seconds]))
  return rows.length === 0 ? [] : [{ type: 'question.seconded', body: { counts } }]
}

/** What came in since a room was last told. */
const tellSeconds: Beat = {
  name: 'questions.tellSeconds',
  everyMs: toldEveryMs,
  async run(ctx) {
    for (const { showId } of await store.untoldShows(ctx.sql)) {
      await store.lockRoom(ctx.sql, showId)
      const news = await secondsNews(ctx.sql, showId, ctx.now)
      if (news.length > 0) await appendToShow(ctx, showId, news)
    }
  },
}
export const questionsBeats: readonly Beat[] = [tellSeconds]
