import { paths } from 'virtual:api-paths'
import type { Api } from '#src/api.ts'
import { type Call, createClient, Refused } from '#src/lib/client.ts'
import { insisting } from './insist.ts'

export { Refused } from '#src/lib/client.ts'
export type ApiCall = Call<Api>

/** Calls the API from the browser: `await call('shows.pinProduct', { showId, productId })`. Refusals throw `Refused`. */
export const call: ApiCall = async (operation, ...rest) =>
  (operation in paths ? common : await further())(operation, ...rest)

const ask = insisting((url, init) => fetch(url, init))
const common = createClient<Api>(paths, ask)

/** What a live room never asks comes with the first of these calls. */
async function further(): Promise<ApiCall> {
  const { paths } = await import('virtual:further-paths').catch(() => {
    throw new Refused({ code: 'edge.unreachable', status: 0, title: 'The server could not be reached' })
  })
  return createClient<Api>(paths, ask)
}
