import type { PageServerLoad } from './$types.js'

/** The shows of every brand whose team the caller is in; nothing for others. */
export const load: PageServerLoad = async ({ locals }) => {
  const { person, memberships } = await locals.api('accounts.me', {})
  const account = person && !person.guest ? { name: person.name, email: person.email } : null
  if (!account) return { account, brands: [] }
  const brands = await Promise.all(
    memberships.map(async ({ brand, roles }) => ({
      brand,
      roles,
      shows: (await locals.api('shows.list', { brandId: brand.brandId, most: 100 })).items,
    })),
  )
  return { account, brands }
}
