import { error } from '@sveltejs/kit'
import { loaded } from '#lib/console/loading.ts'
import { Refused } from '#src/lib/client.ts'
import type { PageServerLoad } from './$types.js'

/** A show with the products of its run-of-show and, once it was on air, its first figures. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { showId } = params
  const [{ brand }, show] = await Promise.all([parent(), loaded(locals.api('shows.show', { showId }))])
  if (show.brandId !== brand.brandId) error(404, 'Not found', { code: 'shows.unknownShow' })
  const wasOnAir = show.startedAt !== null
  const [admission, reminders, news, host, hosts, all, plans, series, report, recording, closing, ...products] =
    await Promise.all([
      locals.api('shows.admission', { showId }).catch(gone),
      locals.api('reminders.ofShow', { showId }).catch(gone),
      locals.api('news.ofShow', { showId }).catch(gone),
      locals.api('hosts.ofShow', { showId }).catch(gone),
      locals.api('hosts.contracts', { brandId: brand.brandId }).catch(gone),
      locals.api('catalog.products', { brandId: brand.brandId, most: 200 }).catch(gone),
      locals.api('drops.plans', { showId }).catch(gone),
      locals.api('programme.seriesOf', { brandId: brand.brandId, showId }).catch(gone),
      wasOnAir ? loaded(locals.api('shows.report', { showId })) : null,
      wasOnAir ? locals.api('recordings.recording', { showId }).catch(gone) : null,
      wasOnAir ? locals.api('books.closing', { showId }).catch(gone) : null,
      ...show.runOfShow.map(({ productId }) => locals.api('catalog.product', { productId }).catch(gone)),
    ])
  const items = show.runOfShow.map((item, at) => ({
    ...item,
    title: products[at]?.title ?? null,
    pictureUrl: products[at]?.pictures[0]?.url ?? null,
  }))
  const people = hosts?.people ?? []
  const own = products.filter((product) => product !== null)
  const planned = { drops: plans?.items ?? [], products: own, seriesId: series?.seriesId ?? null }
  return {
    show,
    report,
    recording,
    closing,
    items,
    admission,
    reminders,
    news,
    host,
    people,
    planned,
    products: all?.items ?? [],
  }
}

/** A product that cannot be read keeps its place in the run-of-show. */
function gone(refused: unknown): null {
  if (refused instanceof Refused) return null
  throw refused
}
