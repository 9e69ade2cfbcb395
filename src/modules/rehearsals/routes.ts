import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { PlaybackGrant } from '../../media/guard.ts'
import type { PublishingGrant, StreamFigures } from '../shows/contract.ts'
import type { rehearsalsContract } from './contract.ts'
import * as rehearsals from './rehearsals.ts'

/** What only the running house knows of a stream. */
export type OnStage = {
  /** Where a picture is sent with this key, here. */
  publishingHere(key: string): PublishingGrant
  stream(streamId: string): StreamFigures
  playback(streamId: string, now: Date): PlaybackGrant
}

export const rehearsalsRoutes = (stage: OnStage): Handlers<typeof rehearsalsContract> => ({
  'rehearsals.start': async (ctx, wish) => rehearsals.start(ctx, wish).then(() => ok),
  'rehearsals.rehearsal': async (ctx, { showId }) => {
    const found = await rehearsals.running(ctx, showId)
    if (!found) return { rehearsal: null }
    const { startedAt, endsAt, picture } = found
    const stream = { state: picture, ...stage.stream(rehearsals.streamOf(showId)) }
    return { rehearsal: { startedAt: startedAt.toISOString(), endsAt: endsAt.toISOString(), stream } }
  },
  'rehearsals.issueKey': async (ctx, wish) => {
    return stage.publishingHere(await rehearsals.issueKey(ctx, wish))
  },
  'rehearsals.playback': async (ctx, { showId }) => {
    await rehearsals.runningOrRefuse(ctx, showId)
    return stage.playback(rehearsals.streamOf(showId), ctx.now)
  },
  'rehearsals.end': async (ctx, wish) => rehearsals.end(ctx, wish).then(() => ok),
})
