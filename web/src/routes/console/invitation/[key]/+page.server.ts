import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

export const load: PageServerLoad = async ({ locals, params }) => {
  const [invitation, { person }] = await Promise.all([
    loaded(locals.api('accounts.invitation', { key: params.key })),
    loaded(locals.api('accounts.me', {})),
  ])
  return { invitation, key: params.key, email: person && !person.guest ? person.email : undefined }
}
