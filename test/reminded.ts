import type { Mail } from '../src/doors/doors.ts'
import type { ShowId } from '../src/lib/ids.ts'
import { tellDue } from '../src/modules/reminders/reminders.ts'
import { insertSendings, type Notice } from '../src/modules/reminders/sending-store.ts'
import type { House, Person } from './house.ts'
import type { PushBrowser } from './stand-ins/push-service.ts'
import type { World } from './world.ts'

/* Shows that people want to be reminded of, and what reaches them. */

export const reader = { locale: 'fr', timeZone: 'Europe/Paris' } as const
export const refusedAs = (code: string) => (error: unknown) => (error as { code: string }).code === code
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)

export const askPush = (
  person: Person,
  showId: ShowId,
  { subscription }: PushBrowser,
  locale: 'fr' | 'zh-Hans' = 'fr',
) => person.call('reminders.askPush', { showId, subscription, locale, timeZone: 'Europe/Paris' })
export const messages = (browser: PushBrowser) =>
  browser.heard.map(({ text }) => JSON.parse(text) as Record<string, string>)
export const linkIn = ({ text }: Mail) => /\/u\/(\S+)/.exec(text)![1]!

export const stageOf = (house: House, world: World) => ({
  /** Keeps the beat as it will be then. */
  at: (hours: number) => house.inCtx((ctx) => tellDue({ ...ctx, now: inHours(hours) })),

  /** A show of its own, announced. */
  async show(startsInHours = 10): Promise<ShowId> {
    const bea = await world.as('bea')
    const { title, description, coverPictureId, hostName } = await bea('shows.show', { showId: world.shows.morning })
    const { showId } = await bea('shows.create', {
      ...{ brandId: world.brandId, title, description, coverPictureId, hostName },
      startsAt: inHours(startsInHours).toISOString(),
    })
    await bea('shows.schedule', { showId })
    return showId
  },

  async move(showId: ShowId, hours: number): Promise<void> {
    const bea = await world.as('bea')
    const { title, description, coverPictureId, hostName } = await bea('shows.show', { showId })
    const startsAt = inHours(hours).toISOString()
    await bea('shows.change', { showId, title, description, coverPictureId, hostName, startsAt })
  },

  async start(showId: ShowId): Promise<void> {
    await house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
    await (await world.as('bea'))('shows.start', { showId })
  },

  /** Everything is written down, and nothing sent yet. */
  prepared: (showId: ShowId) =>
    house.inCtx(async (ctx) => {
      const [notice] = await ctx.sql<Notice>`select * from reminders.notices where show_id = ${showId}`
      await insertSendings(ctx.sql, notice!, ctx.now)
    }),

  mailsTo: (to: string): Mail[] => house.estrade.mails!.sent.filter((mail) => mail.to === to),
  ofShow: async (showId: ShowId) => (await world.as('alma'))('reminders.ofShow', { showId }),
})
