import { returnTones } from '#lib/console/fulfilment/return-tones.ts'
import { loaded } from '#lib/console/loading.ts'
import { cursorOf } from '#lib/console/pages.ts'
import type { PageServerLoad } from './$types.js'

const states = Object.keys(returnTones) as (keyof typeof returnTones)[]

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { brandId } = (await parent()).brand
  const state = states.find((one) => one === url.searchParams.get('state'))
  const page = { brandId, ...(state && { state }), after: cursorOf(url), most: 50 }
  const { items, next } = await loaded(locals.api('fulfilment.returns', page))
  return { returns: items, next }
}
