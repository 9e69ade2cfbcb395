import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

/** What is shown at the counter, for whoever holds the link that was mailed when the order was ready. */
export const load: PageServerLoad = async ({ locals, params: { pass }, setHeaders }) => {
  setHeaders({ 'referrer-policy': 'no-referrer', 'cache-control': 'private, no-store' })
  return { collection: await loaded(locals.api('fulfilment.collectionPass', { pass })) }
}
