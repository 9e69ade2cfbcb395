import { loaded } from '#lib/viewer/loading.ts'
import type { LayoutServerLoad } from './$types.js'

export const load: LayoutServerLoad = async ({ locals, params }) => ({
  brand: await loaded(locals.api('accounts.brand', { slug: params.brand })),
})
