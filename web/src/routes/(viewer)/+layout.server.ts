import { loaded } from '#lib/viewer/loading.ts'
import type { LayoutServerLoad } from './$types.js'

export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends('estrade:me')
  return { me: await loaded(locals.api('accounts.me', {})) }
}
