import { redirect } from '@sveltejs/kit'
import { consoleLinks } from '#lib/console/links.ts'
import { viewerLinks } from '#lib/links.ts'
import { loaded } from '#lib/viewer/loading.ts'
import type { PageServerLoad } from './$types.js'

/** An install with one brand has that brand's page for its home; one without any asks for the first. */
export const load: PageServerLoad = async ({ locals }) => {
  const { items } = await loaded(locals.api('accounts.brands', {}))
  const [only, ...others] = items
  if (!only && (await loaded(locals.api('accounts.setup', {}))).needed) redirect(307, consoleLinks.setup())
  if (only && others.length === 0) redirect(307, viewerLinks.brand(only.slug))
  const shows = await Promise.all(
    items.map(({ brandId }) => locals.api('shows.public', { brandId }).catch(() => ({ items: [] }))),
  )
  return {
    brands: items.map((brand, index) => ({
      brand,
      live: shows[index]!.items.filter(({ status }) => status === 'live'),
    })),
  }
}
