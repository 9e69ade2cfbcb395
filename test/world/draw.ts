import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { paletteOf } from './pictures/palette.ts'

type Size = { width: number; height: number }
type Plan = Size & { drawing: string; grain?: true; glazes?: Parameters<typeof paletteOf>[0] }

const square = { width: 1200, height: 1200, grain: true } as const
const wide = { width: 1600, height: 900, grain: true } as const
const tall = { width: 900, height: 1600, grain: true } as const
const portrait = { width: 512, height: 512, grain: true } as const
const mark = { width: 512, height: 512 } as const

const plans = {
  'lamp-ivory': { drawing: 'lamp', ...square, glazes: { lamp: 'ivory' } },
  'lamp-terracotta': { drawing: 'lamp', ...square, glazes: { lamp: 'terracotta' } },
  'lamp-ink': { drawing: 'lamp', ...square, glazes: { lamp: 'ink' } },
  'lamp-detail': { drawing: 'lamp-detail', ...square },
  'vase-celadon': { drawing: 'vase', ...square, glazes: { vase: 'celadon' } },
  'vase-chalk': { drawing: 'vase', ...square, glazes: { vase: 'chalk' } },
  'vase-with-branch': { drawing: 'vase-with-branch', ...square },
  serum: { drawing: 'serum', ...square },
  candle: { drawing: 'candle', ...square },
  throw: { drawing: 'throw', ...square },
  tray: { drawing: 'tray', ...square },
  'maison-alma-mark': { drawing: 'maison-alma-mark', ...mark },
  'avatar-bea': { drawing: 'avatar-bea', ...portrait },
  'avatar-noe': { drawing: 'avatar-noe', ...portrait },
  'friday-at-alma-wide': { drawing: 'friday-at-alma-wide', ...wide, glazes: { vase: 'dusk' } },
  'friday-at-alma-tall': { drawing: 'friday-at-alma-tall', ...tall, glazes: { vase: 'dusk' } },
  'morning-ritual-wide': { drawing: 'morning-ritual-wide', ...wide, glazes: { vase: 'chalk' } },
  'morning-ritual-tall': { drawing: 'morning-ritual-tall', ...tall, glazes: { vase: 'chalk' } },
  'clay-and-light-wide': { drawing: 'clay-and-light-wide', ...wide },
  'clay-and-light-tall': { drawing: 'clay-and-light-tall', ...tall },
  'estrade-icon': { drawing: 'estrade-icon', ...mark },
} as const satisfies Record<string, Plan>

/** Every picture of the named world. */
export type PictureName = keyof typeof plans

export const pictureNames = Object.keys(plans) as PictureName[]

/** One picture as WebP, in the size its kind has: products 1200², covers 1600×900 or 900×1600, marks and avatars 512². */
export async function drawPicture(name: PictureName): Promise<Buffer> {
  const { width, height, grain }: Plan = plans[name]
  const canvas = sharp(Buffer.from(await svgOf(name))).resize(width, height)
  // A tile laid on afterwards: noise over the whole canvas, as part of the drawing, took a third of the time.
  if (grain) canvas.composite([{ input: await grainTile(), tile: true, blend: 'soft-light' }])
  return canvas.webp({ quality: 82, effort: 4 }).toBuffer()
}

let tile: Promise<Buffer> | undefined

function grainTile(): Promise<Buffer> {
  tile ??= read('grain.svg').then((svg) => sharp(Buffer.from(svg)).png().toBuffer())
  return tile
}

/** The drawing with its parts put in and its colours chosen; throws on a colour nobody named. */
async function svgOf(name: PictureName): Promise<string> {
  const plan: Plan = plans[name]
  const palette = paletteOf(plan.glazes ?? {})
  const drawing = await withParts(await read(`${plan.drawing}.svg`))
  return drawing.replace(/\{\{([a-z-]+)\}\}/g, (_, word: string) => {
    const colour = palette[word]
    if (colour === undefined) throw new Error(`${plan.drawing}.svg asks for the colour ${word}, which no palette has`)
    return colour
  })
}

/** Parts are objects drawn once and placed in several scenes with `<use>`. */
async function withParts(drawing: string): Promise<string> {
  let whole = drawing
  for (const [comment, part] of drawing.matchAll(/<!-- part ([a-z-]+) -->/g)) {
    whole = whole.replace(comment, await read(`parts/${part}.svg`))
  }
  return whole
}

const read = (path: string): Promise<string> => readFile(new URL(`./pictures/${path}`, import.meta.url), 'utf8')
