import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

/** What the API answers, by the names pages use. */
type Answer<Name extends keyof Api> = Output<Api[Name]>

export type Address = Omit<Answer<'accounts.addresses'>['items'][number], 'addressId'>
export type SavedAddress = Answer<'accounts.addresses'>['items'][number]
export type Article = Answer<'articles.article'>
export type ArticleTile = Answer<'articles.public'>['items'][number]
export type BagLine = Answer<'orders.bag'>['lines'][number]
export type Brand = Answer<'accounts.brand'>
export type DeliveryMethod = Answer<'orders.delivery'>['items'][number]
export type PickUpStore = Answer<'orders.delivery'>['stores'][number]
export type Collection = Answer<'fulfilment.collection'>
export type HeldForYou = Answer<'orders.payLink'>
export type OpenParcel = Answer<'orders.openParcels'>['items'][number]
export type Invoice = Answer<'invoices.ofOrder'>['items'][number]
export type Intent = Answer<'payments.intent'>
export type Order = Answer<'orders.order'>
export type OrderLine = Order['lines'][number]
export type Parcel = Answer<'fulfilment.parcelsOf'>['items'][number]
export type PayStep = NonNullable<Intent['step']>
export type PayWay = Answer<'payments.methods'>['items'][number]
export type KeptWay = Answer<'payments.kept'>['items'][number]
export type Product = Answer<'catalog.product'>
export type Returns = Answer<'fulfilment.returnsOf'>
export type Show = Answer<'shows.public'>['items'][number]
/** What a bag or an order comes to. */
export type Totals = Order['totals']
export type Discount = Order['discounts'][number]
/** What a bag comes to, line by line, and which promotions it gets. */
export type Quote = Answer<'orders.quote'>
