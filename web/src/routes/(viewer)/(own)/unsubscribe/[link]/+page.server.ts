import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

/** What a mail's link would end. Reading it changes nothing: programs that look at mails open links too. */
export const load: PageServerLoad = async ({ locals, params: { link }, depends, setHeaders }) => {
  depends('estrade:mail-link')
  setHeaders({ 'referrer-policy': 'no-referrer', 'cache-control': 'private, no-store' })
  return { link, linked: await loaded(locals.api('messaging.linked', { link })) }
}
