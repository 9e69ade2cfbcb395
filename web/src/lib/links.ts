/** Every address of the site that a viewer or a host may need, by surface. Brands are named by their slug. */

export type Query = Record<string, string | undefined>
export const query = (values: Query) => {
  const given = Object.entries(values).filter((one): one is [string, string] => Boolean(one[1]))
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

export const mediaLinks = {
  hls: (showId: string) => `/hls/${showId}/master.m3u8`,
}

export const studioLinks = {
  home: () => '/studio',
  earnings: () => '/studio/earnings',
  show: (showId: string) => `/studio/${showId}`,
}

export const viewerLinks = {
  account: () => '/account',
  article: (brand: string, slug: string) => `/${brand}/articles/${slug}`,
  /** What is written of an article, for those who write it. */
  articleDraft: (brand: string, slug: string, articleId: string, lang: string) =>
    `/${brand}/articles/${slug}${query({ draft: articleId, lang })}`,
  bag: (brand: string) => `/${brand}/bag`,
  brand: (brand: string) => `/${brand}`,
  discover: (asked: Query = {}) => `/discover${query(asked)}`,
  home: () => '/',
  order: (orderId: string) => `/orders/${orderId}`,
  orders: () => '/orders',
  popUp: (brand: string, slug: string) => `/${brand}/pop-up/${slug}`,
  product: (brand: string, productId: string) => `/${brand}/products/${productId}`,
  /** As it is found in a pop-up shop. */
  productIn: (brand: string, productId: string, popUp: string) =>
    `/${brand}/products/${productId}${query({ 'pop-up': popUp })}`,
  series: (brand: string, slug: string) => `/${brand}/series/${slug}`,
  show: (brand: string, showId: string) => `/${brand}/shows/${showId}`,
  /** As the end of another show leads there. */
  showFrom: (brand: string, showId: string, fromShowId: string) =>
    `/${brand}/shows/${showId}${query({ from: fromShowId })}`,
  /** `next` is the path to go on to afterwards. */
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  signUp: (next: string) => `/sign-in?new&next=${encodeURIComponent(next)}`,
}
