import { loaded } from '#lib/console/loading.ts'
import { addDays, daysOf, isDay, momentIn, type View } from '#lib/console/programme/days.ts'
import { dayOf } from '#lib/console/today.ts'
import type { PageServerLoad } from './$types.js'

/** A span of the calendar, on the brand's clock. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const { timeZone } = await loaded(locals.api('programme.settings', { brandId }))
  const today = dayOf(new Date(), timeZone)
  const view: View = url.searchParams.get('view') === 'week' ? 'week' : 'month'
  const asked = url.searchParams.get('day')
  const day = isDay(asked) ? asked : today
  const days = daysOf(view, day)
  const from = momentIn(days[0]!, '00:00', timeZone).toISOString()
  const until = momentIn(addDays(days.at(-1)!, 1), '00:00', timeZone).toISOString()
  const [{ items }, slots] = await loaded(
    Promise.all([
      locals.api('programme.calendar', { brandId, from, until }),
      locals.api('programme.slots', { brandId }),
    ]),
  )
  return { shows: items, slots, timeZone, today, view, day, days }
}
