import { readFile } from 'node:fs/promises'
import { type Api, api } from '../src/api.ts'
import type { Estrade } from '../src/estrade.ts'
import { type Call, createClient } from '../src/lib/client.ts'
import type { BrandId, Id, ProductId, ShowId, VariantId } from '../src/lib/ids.ts'
import { runDueJobs } from '../src/lib/jobs.ts'
import { addPicture } from '../src/modules/catalog/catalog.ts'
import type { PictureName } from './world/draw.ts'
import { engraveTheTray, openThePopUp } from './world/goods.ts'
import { writeJournal } from './world/journal.ts'
import { type WorldProductName, worldProducts } from './world/products.ts'
import { beginTheSeries } from './world/programme.ts'

/*
 * The named world: one brand, its people, its goods and its shows, built through the API as its users would, so that
 * it cannot drift from what the product does. The demo, the tests and the pictures in the docs all live in it.
 */

export const worldPassword = 'lumiere-du-soir'

/** Who works for Maison Alma, and who watches. */
export const worldPeople = {
  alma: { name: 'Alma Laurent', email: 'alma@maison-alma.example', roles: ['owner'] },
  bea: { name: 'Béa', email: 'bea@maison-alma.example', roles: ['host', 'producer'] },
  eli: { name: 'Eli', email: 'eli@maison-alma.example', roles: ['moderator'] },
  farid: { name: 'Farid', email: 'farid@maison-alma.example', roles: ['support'] },
  carl: { name: 'Carl', email: 'carl@viewer.example', roles: [] },
  dana: { name: 'Dana', email: 'dana@viewer.example', roles: [] },
} as const
export type PersonName = keyof typeof worldPeople

export type World = {
  brandId: BrandId
  slug: string
  shows: { friday: ShowId; morning: ShowId; clay: ShowId }
  products: Record<WorldProductName, { productId: ProductId; variantIds: VariantId[] }>
  /** A caller with the session of one of its people. */
  as(person: PersonName): Promise<Call<Api>>
}

const paths = Object.fromEntries(Object.entries(api).map(([operation, route]) => [operation, route.path]))
const pictureFile = (name: PictureName) => readFile(new URL(`./world/rendered/${name}.webp`, import.meta.url))

/** Asks the server in process, as a browser with cookies would over the network. */
function browserOf({ server, url }: Estrade) {
  const jar = new Map<string, string>()
  const host = new URL(url).host
  const ask = async (path: string, init: { method: string; headers: Record<string, string>; body?: string }) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
    const answer = await server.inject({
      method: init.method as 'GET',
      url: path,
      headers: { ...init.headers, host, cookie },
      ...(init.body !== undefined && { payload: init.body }),
    })
    for (const { name, value } of answer.cookies) jar.set(name, value)
    return new Response(answer.body, { status: answer.statusCode })
  }
  const auth = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: new URL(url).origin }
    const answer = await ask(`/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  return { call: createClient<Api>(paths, ask), auth }
}

/** Builds the world in an install that has no brand yet. */
export async function buildWorld(estrade: Estrade): Promise<World> {
  const { alma, carl, dana } = worldPeople
  const nobody = browserOf(estrade)
  const slug = 'maison-alma'
  const { brandId } = await nobody.call('accounts.setUp', {
    brand: { name: 'Maison Alma', slug, currency: 'EUR', country: 'FR' },
    owner: { name: alma.name, email: alma.email, password: worldPassword },
  })
  const as = async (person: PersonName) => {
    const browser = browserOf(estrade)
    await browser.auth('/sign-in/email', { email: worldPeople[person].email, password: worldPassword })
    return browser.call
  }
  const owner = await as('alma')
  for (const person of ['bea', 'eli', 'farid'] as const) await join(estrade, owner, brandId, worldPeople[person])
  for (const { name, email } of [carl, dana]) {
    await browserOf(estrade).auth('/sign-up/email', { name, email, password: worldPassword })
  }
  const picture: AddPicture = async (name) => {
    const bytes = await pictureFile(name)
    return (await estrade.app.inCtx((ctx) => addPicture(ctx, { brandId, bytes }))).pictureId
  }
  await owner('accounts.changeBrand', {
    brandId,
    tagline: 'Objets pour la lumière du soir',
    accent: '#a4552f',
    markPictureId: await picture('maison-alma-mark'),
  })
  const products = await stockTheShop(owner, brandId, picture)
  await engraveTheTray(owner, products.tray.productId)
  await openThePopUp(owner, brandId, products, await picture('clay-and-light-wide'))
  await owner('gifts.addUsual', { brandId })
  const shows = await planShows(owner, brandId, products, picture)
  await writeJournal(owner, brandId, { products, showId: shows.morning })
  const pictures = { cover: await picture('friday-at-alma-wide'), host: await picture('avatar-bea') }
  await beginTheSeries(owner, brandId, shows.friday, pictures)
  return { brandId, slug, shows, products, as }
}

/** Somebody is invited, signs up, and proves the address with the code that was mailed. */
async function join(
  estrade: Estrade,
  owner: Call<Api>,
  brandId: BrandId,
  { name, email, roles }: { name: string; email: string; roles: readonly string[] },
): Promise<void> {
  await owner('accounts.addMember', { brandId, email, roles: [...roles] as never })
  const browser = browserOf(estrade)
  await browser.auth('/sign-up/email', { name, email, password: worldPassword })
  await browser.auth('/email-otp/verify-email', { email, otp: await mailedCode(estrade, email) })
}

/** Whoever signs up is mailed a code. Where a worker runs already, it may be about to. */
async function mailedCode({ app, database, doors, mails, server }: Estrade, email: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    await runDueJobs(app.jobs, { database, doors, log: server.log as never, inCtx: app.inCtx })
    const mail = mails?.sent.findLast((one) => one.to === email)
    const code = mail && /\b\d{6}\b/.exec(mail.text)?.[0]
    if (code) return code
  }
  throw new Error(`no code was mailed to ${email}`)
}

type AddPicture = (name: PictureName) => Promise<Id<'picture'>>

async function inTurn<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (const one of list) done.push(await work(one))
  return done
}

async function stockTheShop(owner: Call<Api>, brandId: BrandId, picture: AddPicture) {
  const products = {} as World['products']
  for (const [name, product] of Object.entries(worldProducts)) {
    const pictureIds = await inTurn(product.pictures, picture)
    const made = await owner('catalog.createProduct', {
      ...{
        brandId,
        title: product.title,
        description: product.description,
        attributes: product.attributes,
        pictureIds,
      },
      variants: product.variants.map(({ sku, options, eur, cny }) => ({
        ...{ sku, options: options as Record<string, string>, weightGrams: product.grams },
        prices: [
          { minor: eur, currency: 'EUR' },
          { minor: cny, currency: 'CNY' },
        ],
      })),
    })
    for (const variant of made.variants) {
      const by = product.variants.find((one) => one.sku === variant.sku)!.stock
      await owner('stock.adjust', { variantId: variant.variantId, by, reason: 'First delivery' })
    }
    products[name as WorldProductName] = {
      productId: made.productId,
      variantIds: made.variants.map((variant) => variant.variantId),
    }
  }
  return products
}

async function planShows(
  owner: Call<Api>,
  brandId: BrandId,
  products: World['products'],
  picture: AddPicture,
): Promise<World['shows']> {
  const hostPictureId = await picture('avatar-bea')
  const plan = async (
    covers: [PictureName, PictureName],
    texts: { title: Record<string, string>; description: Record<string, string>; startsInHours: number },
    order: [WorldProductName, string, number][],
  ) => {
    const { showId } = await owner('shows.create', {
      ...{ brandId, title: texts.title, description: texts.description, hostName: 'Béa', hostPictureId, topic: 'home' },
      coverPictureId: await picture(covers[0]),
      portraitPictureId: await picture(covers[1]),
      startsAt: new Date(Date.now() + texts.startsInHours * 3_600_000).toISOString(),
    })
    const items = order.map(([name, talkingPoints, minutes]) => ({
      ...{ productId: products[name].productId, talkingPoints, minutes },
    }))
    await owner('shows.setRunOfShow', { showId, items })
    await owner('shows.schedule', { showId })
    return showId
  }
  const { friday, morning, clay } = worldShows
  return {
    friday: await plan(['friday-at-alma-wide', 'friday-at-alma-tall'], friday, [
      ['lamp', 'Show the seam of the glaze. Switch it on and off. Three colours, ink is nearly gone.', 12],
      ['vase', 'Two glazes; put a branch in it. Made in Vallauris by Inès.', 8],
      ['candle', 'Light it at the start of the segment. Green fig first, smoke later.', 5],
      ['throw', 'Let the camera come close to the weave.', 6],
      ['serum', 'Two drops, not more. For dry and sensitive skin.', 6],
      ['tray', 'Goes with everything before it: build the table.', 4],
    ]),
    morning: await plan(['morning-ritual-wide', 'morning-ritual-tall'], morning, [
      ['serum', 'Why at night and in the morning.', 10],
      ['candle', 'The bathroom, seven o’clock.', 5],
    ]),
    clay: await plan(['clay-and-light-wide', 'clay-and-light-tall'], clay, [
      ['vase', 'Inès throws one live.', 20],
      ['lamp', 'From the wheel to the light.', 10],
    ]),
  }
}

const worldShows = {
  friday: {
    title: { en: 'Friday at Alma', fr: 'Vendredi chez Alma', 'zh-Hans': '周五在 Alma' },
    description: {
      en: 'An evening at the long table: the new lamp in three colours, the Rivage vase, and a few pieces made for tonight only.',
      fr: 'Une soirée à la grande table : la nouvelle lampe en trois couleurs, le vase Rivage, et quelques pièces pour ce soir seulement.',
      'zh-Hans': '长桌边的一个夜晚：三色新款台灯、Rivage 花瓶，以及只属于今晚的几件作品。',
    },
    startsInHours: 1,
  },
  morning: {
    title: { en: 'The morning ritual', fr: 'Le rituel du matin', 'zh-Hans': '清晨仪式' },
    description: {
      en: 'Ten quiet minutes with Béa: the serum, the candle, and what to leave out.',
      fr: 'Dix minutes calmes avec Béa : le sérum, la bougie, et ce dont on peut se passer.',
      'zh-Hans': '与 Béa 共度安静的十分钟：精华、蜡烛，以及可以省去的一切。',
    },
    startsInHours: 38,
  },
  clay: {
    title: { en: 'Clay & light', fr: 'Terre & lumière', 'zh-Hans': '陶与光' },
    description: {
      en: 'In the workshop at Vallauris: Inès throws a vase, and we answer your questions at the wheel.',
      fr: 'Dans l’atelier de Vallauris : Inès tourne un vase, et nous répondons à vos questions autour du tour.',
      'zh-Hans': '走进瓦洛里的工坊：Inès 现场拉坯，我们在转盘旁回答你的问题。',
    },
    startsInHours: 124,
  },
}
