import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import type { LayoutServerLoad } from './$types.js'

/** The brand, for those who work for it. The pages below say for each call what the roles allow. */
export const load: LayoutServerLoad = async ({ locals, params, depends }) => {
  depends('console:brand')
  const { person, memberships } = await loaded(locals.api('accounts.me', {}))
  if (!person || person.guest) error(401, 'Sign in first', { code: 'edge.signInFirst' })
  const membership = memberships.find(({ brand }) => brand.slug === params.brand)
  if (!membership) error(403, 'Not a member of this brand', { code: 'console.notYours' })
  return { brand: membership.brand, roles: membership.roles, me: person }
}
