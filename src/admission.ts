import { type Api, api } from './api.ts'
import type { Ctx, Who } from './ctx.ts'
import type { Contract, Handlers } from './lib/contract.ts'
import type { ShowId } from './lib/ids.ts'
import type { Database } from './lib/sql.ts'
import { noChat } from './modules/chat/state.ts'
import * as shows from './modules/shows/shows.ts'
import { emptyShow, type ShowState } from './modules/shows/state.ts'
import { emptyRoom } from './room.ts'
import type { RoomSnapshot } from './room-snapshots.ts'

/*
 * Who may come into a guarded show, asked wherever something of it is given out: its calls, its room, its recording.
 */

/** Answer strangers by themselves: with the poster, or with a refusal. */
const ownAnswer = new Set(['shows.room', 'shows.playback'])

const isOfShow = (name: string): boolean => {
  const { access, input } = (api as Contract)[name]!
  const shape = (input as { shape?: Record<string, unknown> }).shape ?? {}
  return typeof access === 'string' && 'showId' in shape && !ownAnswer.has(name)
}

export type Admits = ReturnType<typeof admissionOver>['admits']

export function admissionOver(database: Database) {
  const guarded = shows.guardedShows(database)
  return {
    /** Whether somebody may come in: to a show that is open to all, or as one of those it is open to. */
    async admits(showId: string, who: () => Promise<Who>): Promise<'open' | 'admitted' | 'closed'> {
      if (!(await guarded(showId))) return 'open'
      return (await shows.whyNotCome(database.sql, await who(), showId)) ? 'closed' : 'admitted'
    },
    /** The same calls; those of a show that people make refuse whoever may not come in. */
    atTheDoor(handlers: Handlers<Api>): Handlers<Api> {
      type Handler = (ctx: Ctx, input: { showId: ShowId }, key: string) => Promise<unknown>
      const watched = Object.entries(handlers as unknown as Record<string, Handler>).map(([name, handler]) => {
        if (!isOfShow(name)) return [name, handler]
        // A call with a transaction of its own asks in it; the others share one question.
        const { batched } = (api as Contract)[name]!
        const asked: Handler = async (ctx, input, key) => {
          const { showId } = input
          if (await (batched ? guarded(showId) : shows.isGuardedShow(ctx.sql, showId)))
            await shows.assertMayCome(ctx.sql, ctx.who, showId)
          return handler(ctx, input, key)
        }
        return [name, asked]
      })
      return Object.fromEntries(watched) as Handlers<Api>
    },
  }
}

/** What `shows.room` answers: the room, or for a stranger its poster and why it is closed. */
export const roomFor =
  (roomOf: (showId: ShowId) => Promise<RoomSnapshot>) => async (ctx: Ctx, wish: { showId: ShowId }) => {
    const room = await roomOf(wish.showId)
    if (!shows.isGuarded(room.state.show.visibility)) return { ...room, closed: null }
    const why = await shows.whyNotCome(ctx.sql, ctx.who, wish.showId)
    // Whoever may watch asks for an address with a token.
    return why ? { ...posterOf(room), closed: why.code } : { ...room, hlsUrl: null, closed: null }
  }

/** Nothing of what happens inside: what it is, whose, when, and what opens it. */
function posterOf(room: RoomSnapshot): RoomSnapshot {
  const { title, description, kind, startsAt, coverUrl, portraitUrl, hostName, hostPictureUrl } = room.state.show
  const { status, visibility, ticketProductId } = room.state.show
  const show: ShowState = {
    ...emptyShow,
    ...{ title, description, kind, startsAt, coverUrl, portraitUrl, hostName, hostPictureUrl },
    ...{ status, visibility, ticketProductId },
  }
  return { ...room, state: { ...emptyRoom, show }, seq: 0, chat: { seq: 0, ...noChat }, hlsUrl: null }
}
