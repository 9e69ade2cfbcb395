/**
 * What lies over a page: a sheet with the bag, a product, the checkout, an order. It is kept in the URL, so that a
 * reload, the back gesture and the way back from the payment page lead to where one was.
 */
export type Place =
  | { at: 'shelf' }
  | { at: 'product'; productId: string }
  | { at: 'bag' }
  | { at: 'checkout' }
  | { at: 'gifts' }
  | { at: 'order'; orderId: string }

const sheets = ['shelf', 'bag', 'checkout', 'gifts'] as const

export function placeIn(search: Pick<URLSearchParams, 'get'>): Place | undefined {
  const orderId = search.get('order')
  if (orderId) return { at: 'order', orderId }
  const productId = search.get('product')
  if (productId) return { at: 'product', productId }
  const sheet = sheets.find((name) => name === search.get('sheet'))
  return sheet && { at: sheet }
}

/** The same page with this place over it, or with nothing. */
export function hrefOf(url: Pick<URL, 'pathname' | 'search'>, place: Place | undefined): string {
  const search = new URLSearchParams(url.search)
  for (const name of ['sheet', 'product', 'order']) search.delete(name)
  if (place?.at === 'order') search.set('order', place.orderId)
  else if (place?.at === 'product') search.set('product', place.productId)
  else if (place) search.set('sheet', place.at)
  const query = search.toString()
  return url.pathname + (query ? `?${query}` : '')
}
