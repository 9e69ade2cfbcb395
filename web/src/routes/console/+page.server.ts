import { error, redirect } from '@sveltejs/kit'
import { consoleLinks } from '#lib/console/links.ts'
import { loaded } from '#lib/console/loading.ts'
import type { PageServerLoad } from './$types.js'

/** Whoever works for one brand goes straight to it. */
export const load: PageServerLoad = async ({ locals }) => {
  const [{ needed }, { person, memberships }] = await Promise.all([
    loaded(locals.api('accounts.setup', {})),
    loaded(locals.api('accounts.me', {})),
  ])
  if (needed) redirect(307, consoleLinks.setup())
  if (!person || person.guest) error(401, 'Sign in first', { code: 'edge.signInFirst' })
  const [first, ...others] = memberships
  if (first && others.length === 0) redirect(307, consoleLinks.brand(first.brand.slug))
  return { memberships, email: person.email }
}
