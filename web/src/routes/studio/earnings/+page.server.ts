import type { PageServerLoad } from './$types.js'

/** The caller's own money as a host; nothing for whoever is not signed in. */
export const load: PageServerLoad = async ({ locals }) => {
  const { person } = await locals.api('accounts.me', {})
  return { hosting: person && !person.guest ? await locals.api('hosts.mine', {}) : null }
}
