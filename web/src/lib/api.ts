import { paths } from 'virtual:api-paths'
import type { Api } from '#src/api.ts'
import { type Call, createClient } from '#src/lib/client.ts'
import { insisting } from './insist.ts'

export { Refused } from '#src/lib/client.ts'
export type ApiCall = Call<Api>

/** Calls the API from the browser: `await call('shows.pinProduct', { showId, productId })`. Refusals throw `Refused`. */
export const call: ApiCall = createClient<Api>(
  paths,
  insisting((url, init) => fetch(url, init)),
)
