import { type Role, roles } from '../../src/modules/accounts/roles.ts'
import { passOf } from '../../src/modules/fulfilment/collect-code.ts'
import { type House, openHouse, type Person } from '../../test/house.ts'
import { buildWorld, type World } from '../../test/world.ts'
import type { Objects } from './samples.ts'

/** Who calls. `owns` says that the personal objects are theirs. */
export type Caller = { name: string; person: Person; kind: 'nobody' | 'guest' | 'account'; role?: Role; owns?: true }

const password = 'long-enough-password'

/** A member with exactly one role of the world's brand. */
async function member(house: House, brandId: string, role: Role): Promise<Caller> {
  const email = `${role}@cast.example`
  const person = await house.signUp(role, email, password)
  await house.estrade.database.sql`
    insert into accounts.members (brand_id, email, person_id, roles, created_at)
    values (${brandId}, ${email}, ${person.personId}, ${[role]}::text[], now())`
  return { name: role, person: await house.signIn(email, password), kind: 'account', role }
}

/** The world with one caller of every kind, and a guest who has bought something and holds a unit of a drop. */
export async function openCast(): Promise<{ house: House; world: World; callers: Caller[]; objects: Objects }> {
  const house = await openHouse()
  const world = await buildWorld(house.estrade)
  const { brandId } = world
  const buyer = await house.guest()
  const foreign = await house.signUp('Foreign', 'foreign@cast.example', password)
  await house.estrade.database.sql`
    with other as (
      insert into accounts.brands (brand_id, slug, name, currency, country, created_at)
      values (gen_random_uuid(), 'other', 'Other', 'EUR', 'FR', now()) returning brand_id)
    insert into accounts.members (brand_id, email, person_id, roles, created_at)
    select brand_id, 'foreign@cast.example', ${foreign.personId}, ${[...roles]}::text[], now() from other`
  const callers: Caller[] = [
    { name: 'nobody', person: house.anyone, kind: 'nobody' },
    { name: 'a guest', person: await house.guest(), kind: 'guest' },
    { name: 'the buyer, a guest', person: buyer, kind: 'guest', owns: true },
    { name: 'an account', person: await house.signUp('Carla', 'carla@cast.example', password), kind: 'account' },
    { name: 'staff of another brand', person: await house.signIn('foreign@cast.example', password), kind: 'account' },
  ]
  for (const role of roles) callers.push(await member(house, brandId, role))
  return { house, world, callers, objects: await bought(house, world, buyer) }
}

async function bought(house: House, world: World, buyer: Person): Promise<Objects> {
  const { brandId, shows, products } = world
  const bea = await world.as('bea')
  const showId = shows.friday
  const variantId = products.lamp.variantIds[0]!
  await house.estrade.database.sql`update shows.shows set picture = 'coming' where show_id = ${showId}`
  await bea('shows.start', { showId })
  const price = { minor: '9900', currency: 'EUR' } as const
  const { dropId } = await bea('drops.create', { showId, variantId, quantity: 5, price, opensInSeconds: 0 })
  await buyer.call('drops.claim', { dropId })
  const { orderId, intentId } = await orderOf(buyer, brandId)
  // An order of its own, whose link nobody renews while others are tried with it.
  await buyer.call('orders.addToBag', { brandId, variantId: products.vase.variantIds[0]! })
  const { url } = await buyer.call('orders.link', { orderId: (await orderOf(buyer, brandId)).orderId })
  const { auctionId } = await bea('auctions.start', {
    ...{ showId, variantId, start: price, seconds: 86_400, increments: [{ from: '0', step: '100' }] },
  })
  await bea('packets.setBudget', { showId, amount: price })
  const { packetId } = await bea('packets.prepare', { showId, kind: 'equal', minor: '100', pieces: 2 })
  await bea('packets.launch', { packetId })
  const { articleId } = await bea('articles.create', { brandId, title: { en: 'Evening light' } })
  // Published once: nobody can delete it while others are tried with it.
  await house.estrade.database.sql`
    update articles.articles set live = draft, live_version = version where article_id = ${articleId}`
  const [series] = (await bea('programme.series', { brandId })).items
  const nothing = '00000000-0000-7000-8000-000000000000'
  const away = await setAside(house, world, buyer)
  const after = await afterSale(house, { brandId, orderId, personId: buyer.personId })
  return {
    brandId,
    showId,
    variantId,
    orderId,
    intentId,
    dropId,
    auctionId,
    packetId,
    articleId,
    seriesId: series!.seriesId,
    nothing,
    link: url.split('/').at(-1)!,
    productId: products.tray.productId,
    ...after,
    ...away,
  }
}

/** A link that sets a piece aside, and an order that its buyer collects. */
async function setAside(house: House, { as, brandId, products }: World, buyer: Person) {
  const alma = await as('alma')
  const variantId = products.vase.variantIds[0]!
  const lines = [{ variantId, quantity: 1 }]
  const { payLinkId, url } = await alma('orders.makePayLink', { brandId, lines, hours: 24 })
  const address = { line1: '12 rue du Panier', city: 'Marseille', country: 'FR', postalCode: '13002' }
  const open = { hours: [], note: {}, readyHours: 2, keepDays: 14 }
  const { storeId } = await alma('orders.addStore', { brandId, name: 'Le Panier', address, ...open })
  await buyer.call('orders.addToBag', { brandId, variantId })
  const { orderId } = await orderOf(buyer, brandId)
  await house.estrade.database.sql`update orders.orders set store_id = ${storeId} where order_id = ${orderId}`
  const pass = await house.estrade.app.inCtx(async (ctx) => passOf(ctx.doors, orderId as never))
  return { payLinkId, payLink: url.split('/').at(-1)!, pass }
}

/** What is in the buyer's bag, ordered. */
async function orderOf(buyer: Person, brandId: string) {
  const delivery = await buyer.call('orders.delivery', { brandId, country: 'FR' })
  const deliveryMethodId = delivery.items[0]!.deliveryMethodId
  const { total } = await buyer.call('orders.quote', { brandId, country: 'FR', deliveryMethodId })
  return buyer.call('orders.checkout', {
    ...{ brandId, deliveryMethodId, email: 'buyer@cast.example', expectedTotal: total, returnTo: '/' },
    address: { name: 'Dana', line1: '1 rue de la Paix', city: 'Paris', country: 'FR', postalCode: '75002' },
  })
}

/** A parcel that has left and a return that was refused: nobody can change them any more. */
async function afterSale(
  house: House,
  { brandId, orderId, personId }: Record<'brandId' | 'orderId' | 'personId', string>,
) {
  const { sql } = house.estrade.database
  const [parcel] = await sql<{ parcelId: string }>`
    insert into fulfilment.parcels (parcel_id, brand_id, order_id, number, state, packed_at, sent_at)
    values (gen_random_uuid(), ${brandId}, ${orderId}, 1, 'sent', now(), now()) returning parcel_id`
  const [back] = await sql<{ returnId: string }>`
    insert into fulfilment.returns (return_id, brand_id, order_id, person_id, state, reason, words, asked_at)
    values (gen_random_uuid(), ${brandId}, ${orderId}, ${personId}, 'refused', 'other', '', now()) returning return_id`
  return { parcelId: parcel!.parcelId, returnId: back!.returnId }
}
