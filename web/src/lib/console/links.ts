import { type Query, query } from '../links.ts'

/** Every address of the console. Brands are named by their slug. */
export const consoleLinks = {
  afterSale: (brand: string) => `/console/${brand}/after-sale`,
  api: () => '/api',
  assortments: (brand: string) => `/console/${brand}/assortments`,
  books: (brand: string) => `/console/${brand}/books`,
  account: (brand: string, accountId: string) => `/console/${brand}/books/${accountId}`,
  article: (brand: string, articleId: string) => `/console/${brand}/articles/${articleId}`,
  articles: (brand: string) => `/console/${brand}/articles`,
  auctions: (brand: string) => `/console/${brand}/auctions`,
  brand: (brand: string) => `/console/${brand}`,
  closing: (brand: string, showId: string) => `/console/${brand}/shows/${showId}/closing`,
  counter: (brand: string) => `/console/${brand}/counter`,
  delivery: (brand: string) => `/console/${brand}/delivery`,
  developers: (brand: string) => `/console/${brand}/developers`,
  fairPlay: (brand: string) => `/console/${brand}/fair-play`,
  giveaways: (brand: string, showId: string) => `/console/${brand}/shows/${showId}/giveaways`,
  gifts: (brand: string) => `/console/${brand}/gifts`,
  home: () => '/console',
  hosts: (brand: string) => `/console/${brand}/hosts`,
  importProducts: (brand: string) => `/console/${brand}/products/import`,
  messages: (brand: string) => `/console/${brand}/messages`,
  newProduct: (brand: string) => `/console/${brand}/products/new`,
  newShow: (brand: string) => `/console/${brand}/shows/new`,
  openapi: () => '/api/openapi.json',
  order: (brand: string, orderId: string) => `/console/${brand}/orders/${orderId}`,
  orders: (brand: string) => `/console/${brand}/orders`,
  payLinks: (brand: string) => `/console/${brand}/pay-links`,
  packing: (brand: string) => `/console/${brand}/packing`,
  payouts: (brand: string) => `/console/${brand}/payouts`,
  payments: (brand: string) => `/console/${brand}/payments`,
  product: (brand: string, productId: string) => `/console/${brand}/products/${productId}`,
  products: (brand: string) => `/console/${brand}/products`,
  promotions: (brand: string) => `/console/${brand}/promotions`,
  report: (brand: string, showId: string) => `/console/${brand}/shows/${showId}/report`,
  risk: (brand: string) => `/console/${brand}/risk`,
  returns: (brand: string) => `/console/${brand}/returns`,
  settings: (brand: string) => `/console/${brand}/settings`,
  setup: () => '/setup',
  /** `day`: one of the span that is shown. */
  calendar: (brand: string, view?: string, day?: string) => `/console/${brand}/calendar${query({ view, day })}`,
  series: (brand: string) => `/console/${brand}/series`,
  show: (brand: string, showId: string) => `/console/${brand}/shows/${showId}`,
  showPosters: (brand: string, showId: string) => `/console/${brand}/shows/${showId}/posters`,
  showTexts: (brand: string, showId: string) => `/console/${brand}/shows/${showId}/edit`,
  shows: (brand: string) => `/console/${brand}/shows`,
  stock: (brand: string) => `/console/${brand}/stock`,
  team: (brand: string) => `/console/${brand}/team`,
}

/** Files that are made when one asks for them. */
export const paperLinks = {
  closing: (showId: string, kind: 'csv' | 'pdf', values: Query) =>
    `/api/shows/${showId}/closing.${kind}${query(values)}`,
  labels: (brandId: string, parcelIds: readonly string[], sheet: 'a6' | 'a4') =>
    `/api/brands/${brandId}/labels.pdf${query({ parcels: parcelIds.join(','), sheet })}`,
  orders: (brandId: string, values: Query) => `/api/brands/${brandId}/orders.csv${query(values)}`,
  report: (showId: string, kind: 'csv' | 'pdf', values: Query) => `/api/shows/${showId}/report.${kind}${query(values)}`,
  packingSlips: (brandId: string, parcelIds: readonly string[]) =>
    `/api/brands/${brandId}/packing-slips.pdf${query({ parcels: parcelIds.join(',') })}`,
  codeSheet: (showId: string, locale: string) => `/api/shows/${showId}/codes.pdf${query({ locale })}`,
  pickList: (brandId: string, values: Query) => `/api/brands/${brandId}/pick-list.pdf${query(values)}`,
  poster: (showId: string, form: 'png' | 'pdf', values: Query) => `/api/shows/${showId}/poster.${form}${query(values)}`,
  qr: (showId: string, code: string, form: 'png' | 'svg') => `/api/shows/${showId}/codes/${code}/qr.${form}`,
}
