import * as z from 'zod'
import type { Ctx } from '../../ctx.ts'
import { document } from '../../lib/documents.ts'
import type { ShowId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { id } from '../../lib/shapes.ts'
import { brandById } from '../accounts/accounts.ts'
import { pictureBytes } from '../catalog/catalog.ts'
import { announcementOf } from '../shows/shows.ts'
import { urlOfCode } from './codes.ts'
import { codeShape } from './contract.ts'
import type { PosterFacts } from './poster.ts'
import { codeProblems as problem } from './problems.ts'
import * as store from './store.ts'

const access = {
  staff: ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'],
  of: 'showId',
} as const
const locale = z.enum(['en', 'fr', 'zh-Hans']).default('en')
const showId = id<'show'>()
const timeZone = z.string().max(64).refine(isTimeZone, 'an IANA time zone').default('Europe/Paris')
const posterWish = {
  ...{ showId, locale, timeZone },
  size: z.enum(['story', 'square', 'a4']),
  /** Whose scans are counted; without it the show's own address is printed. */
  code: codeShape.optional(),
}
/** How wide a picture is: what a phone's story and a post are, and A4 at 300 dots an inch. */
const pixels = { story: 1080, square: 1080, a4: 2480 } as const
const a4Points = 595.28

function isTimeZone(zone: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC'
}

/** Drawing is loaded when somebody draws. */
const drawn = async () => ({ ...(await import('./poster.ts')), ...(await import('../../lib/pdf/picture.ts')) })

/** @throws Refusal codes.unknownCode | noPoster */
async function factsOf(ctx: Ctx, showOf: ShowId, code: string | undefined): Promise<PosterFacts> {
  const show = await announcementOf(ctx.sql, showOf)
  if (['draft', 'cancelled'].includes(show.status)) throw refuse(problem.noPoster)
  if (code && (await store.codeBy(ctx.sql, code))?.showId !== showOf) throw refuse(problem.unknownCode)
  const brand = (await brandById(ctx.sql, show.brandId))!
  const bytes = async (url: string | null) => {
    const pictureId = /[0-9a-f-]{36}/.exec(url ?? '')?.[0]
    return (pictureId && (await pictureBytes(ctx.doors.files, pictureId))) || null
  }
  return {
    ...{ title: show.title, hostName: show.hostName, startsAt: show.startsAt },
    ...{ brandName: brand.name, accent: brand.accent },
    ...{ cover: await bytes(show.coverUrl), portrait: await bytes(show.portraitUrl) },
    url: code ? urlOfCode(ctx, code) : ctx.doors.urlOf(`/${brand.slug}/shows/${showOf}`),
  }
}

/** What is printed and posted of a show. */
export const codesDocuments = [
  document({
    operation: 'codes.posterPicture',
    ...{ url: '/shows/:showId/poster.png', access },
    input: z.object(posterWish),
    async write(ctx, wish) {
      const { posterOf, pngOf } = await drawn()
      const body = await pngOf(posterOf(await factsOf(ctx, wish.showId, wish.code), wish), pixels[wish.size])
      return { name: `poster-${wish.size}-${wish.locale}.png`, type: 'image/png', body, inline: true }
    },
  }),
  document({
    operation: 'codes.posterPage',
    ...{ url: '/shows/:showId/poster.pdf', access },
    input: z.object(posterWish),
    async write(ctx, wish) {
      const { posterOf, pdfOf } = await drawn()
      const facts = await factsOf(ctx, wish.showId, wish.code)
      const about = { widthPoints: a4Points, title: facts.brandName, language: wish.locale, at: ctx.now }
      const body = await pdfOf([posterOf(facts, wish)], about)
      return { name: `poster-${wish.size}-${wish.locale}.pdf`, type: 'application/pdf', body }
    },
  }),
  document({
    operation: 'codes.sheet',
    ...{ url: '/shows/:showId/codes.pdf', access },
    input: z.object({ showId, locale }),
    async write(ctx, wish) {
      const { codeSheets, pdfOf } = await drawn()
      const facts = await factsOf(ctx, wish.showId, undefined)
      const codes = (await store.codesOf(ctx.sql, wish.showId)).filter(
        ({ expiresAt }) => expiresAt === null || expiresAt > ctx.now,
      )
      const named = codes.map(({ code, name, tag }) => ({ name, tag, url: urlOfCode(ctx, code) }))
      if (named.length === 0) throw refuse(problem.unknownCode)
      const about = { widthPoints: a4Points, title: facts.brandName, language: wish.locale, at: ctx.now }
      return {
        name: 'codes.pdf',
        type: 'application/pdf',
        body: await pdfOf(codeSheets(named, facts, wish.locale), about),
      }
    },
  }),
  document({
    operation: 'codes.drawing',
    ...{ url: '/shows/:showId/codes/:code/qr.svg', access },
    input: z.object({ showId, code: codeShape }),
    async write(ctx, wish) {
      if ((await store.codeBy(ctx.sql, wish.code))?.showId !== wish.showId) throw refuse(problem.unknownCode)
      const { renderSVG } = await import('uqr')
      const body = Buffer.from(renderSVG(urlOfCode(ctx, wish.code), { ecc: 'M', border: 4, pixelSize: 10 }))
      return { name: `qr-${wish.code}.svg`, type: 'image/svg+xml', body }
    },
  }),
  document({
    operation: 'codes.picture',
    ...{ url: '/shows/:showId/codes/:code/qr.png', access },
    input: z.object({ showId, code: codeShape }),
    async write(ctx, wish) {
      if ((await store.codeBy(ctx.sql, wish.code))?.showId !== wish.showId) throw refuse(problem.unknownCode)
      const { openDrawing, pngOf } = await drawn()
      const drawing = openDrawing(1000, 1000, '#ffffff')
      drawing.qr(urlOfCode(ctx, wish.code), 0, 0, 1000)
      return { name: `qr-${wish.code}.png`, type: 'image/png', body: await pngOf(drawing, 1000) }
    },
  }),
]
