import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

/** What can be sent in the brand's rooms, what coins cost, and how it is shared. */
export const load: PageServerLoad = async ({ locals, parent }) => {
  const { brandId } = (await parent()).brand
  const [gifts, coins, rates, terms] = await Promise.all([
    loaded(locals.api('gifts.offer', { brandId })),
    loaded(locals.api('coins.settings', { brandId })),
    loaded(locals.api('gifts.rates', { brandId })),
    loaded(locals.api('gifts.questionTerms', { brandId })),
  ])
  return { gifts: gifts.items, coins, rates: rates.items, terms }
}
