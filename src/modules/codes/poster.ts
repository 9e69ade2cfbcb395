import { inLocale, type Locale, type LocalText } from '../../lib/local-text.ts'
import { type Drawing, openDrawing, type TextWish } from '../../lib/pdf/picture.ts'

/** What a poster says. */
export type PosterFacts = {
  title: LocalText
  hostName: string
  startsAt: Date | null
  brandName: string
  /** `#rrggbb` */
  accent: string
  cover: Uint8Array | null
  /** For a poster that is taller than wide. */
  portrait: Uint8Array | null
  url: string
}
export type PosterSize = 'story' | 'square' | 'a4'

const paper = '#faf8f4'
const ink = '#1d1b18'
const soft = '#6b655c'

/** In units of which the width has 1080; `cover` is how far down the picture goes. */
const frames: Record<PosterSize, { height: number; cover: number; title: number; titleLines: number; qr: number }> = {
  story: { height: 1920, cover: 1020, title: 116, titleLines: 3, qr: 310 },
  square: { height: 1080, cover: 560, title: 68, titleLines: 2, qr: 232 },
  a4: { height: 1527.3, cover: 850, title: 88, titleLines: 2, qr: 270 },
}

const words: Record<Locale, { live: string; host: string; scan: string; later: string }> = {
  en: { live: 'LIVE SHOPPING', host: 'with {host}', scan: 'Scan, be reminded,\nand watch live', later: 'Date to come' },
  fr: { live: 'EN DIRECT', host: 'avec {host}', scan: 'Scannez pour être\nprévenu et regarder', later: 'Date à venir' },
  'zh-Hans': { live: '直播', host: '主播 {host}', scan: '扫码预约\n准时看直播', later: '时间待定' },
}
const tagOf = (locale: Locale) => ({ en: 'en-GB', fr: 'fr-FR', 'zh-Hans': 'zh-Hans-CN' })[locale]

/** Day and hour by the clocks of a place: a poster hangs in one. */
export function whenOf(at: Date | null, locale: Locale, timeZone: string): { day: string; hour: string } {
  if (!at) return { day: words[locale].later, hour: '' }
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tagOf(locale), { timeZone, ...options }).format(at)
  const day = write({ weekday: 'long', day: 'numeric', month: 'long' })
  const place = (timeZone.split('/').at(-1) ?? '').replaceAll('_', ' ')
  const hour = write({ hour: '2-digit', minute: '2-digit' })
  return { day: day.slice(0, 1).toUpperCase() + day.slice(1), hour: `${hour}, ${place}` }
}

/** A poster of a show: the picture above, what it is and when below, and the code to scan. */
export function posterOf(facts: PosterFacts, wish: { size: PosterSize; locale: Locale; timeZone: string }): Drawing {
  const { size, locale, timeZone } = wish
  const frame = frames[size]
  const own = words[locale]
  const drawing = openDrawing(1080, frame.height, paper)
  const picture = size === 'story' ? (facts.portrait ?? facts.cover) : (facts.cover ?? facts.portrait)
  if (picture) drawing.image(0, 0, 1080, frame.cover, picture)
  else drawing.box(0, 0, 1080, frame.cover, facts.accent)
  const [left, right] = [72, 1080 - 72]
  const { day, hour } = whenOf(facts.startsAt, locale, timeZone)
  const unit = { story: 1.2, square: 0.8, a4: 1 }[size]

  let y = frame.cover + 56 * unit
  y = labelOf(drawing, `${facts.brandName}  —  ${own.live}`, left, y, 26 * unit, facts.accent)
  const title: TextWish = { size: frame.title, colour: ink, leading: 1.14, linesMost: frame.titleLines }
  y = drawing.text(unbroken(inLocale(facts.title, locale)), left, y + 18 * unit, right - left, title)

  const top = frame.height - frame.qr - 72 * unit
  drawing.qr(facts.url, right - frame.qr, top, frame.qr)
  const textWidth = right - frame.qr - 48 - left
  drawing.text(own.host.replace('{host}', facts.hostName), left, y + 10 * unit, textWidth, {
    ...{ size: 34 * unit, colour: soft, linesMost: 1 },
  })
  const when: TextWish = { size: 46 * unit, weight: 700, colour: facts.accent, leading: 1.2, linesMost: 2 }
  const caption: TextWish = { size: 26 * unit, colour: soft, leading: 1.35, linesMost: 3 }
  const lines = [
    [day, when],
    [hour, { ...when, size: 40 * unit, weight: 400, colour: ink, linesMost: 1 }],
    [own.scan, caption],
  ] as const
  const gaps = [0, 0, 18 * unit]
  const heights = lines.map(([text, style], i) => drawing.heightOf(text, textWidth, style) + gaps[i]!)
  let line = top + frame.qr - heights.reduce((sum, one) => sum + one, 0)
  for (const [i, [text, style]] of lines.entries()) line = drawing.text(text, left, line + gaps[i]!, textWidth, style)
  return drawing
}

/** In French a sign stands with the word before it. */
const unbroken = (text: string) => text.replace(/ (?=[:;!?»])/g, '\u00a0').replace(/« /g, '«\u00a0')

function labelOf(drawing: Drawing, text: string, x: number, y: number, size: number, colour: string): number {
  return drawing.text(text.toUpperCase(), x, y, 936, { size, weight: 700, colour, spacing: 0.14, linesMost: 1 })
}

type SheetCode = { name: string; tag: string | null; url: string }

/** Sheets of A4 with six codes each, to cut out and stand where they are named for. */
export function codeSheets(
  codes: readonly SheetCode[],
  facts: Pick<PosterFacts, 'title' | 'brandName' | 'accent'>,
  locale: Locale,
): Drawing[] {
  const sheets: Drawing[] = []
  for (let from = 0; from < codes.length; from += 6) {
    const sheet = openDrawing(1080, 1527.3, '#ffffff')
    for (const [at, code] of codes.slice(from, from + 6).entries()) {
      const x = 60 + (at % 2) * 495
      const y = 50 + Math.floor(at / 2) * 485
      sheet.box(x, y, 465, 455, paper, 20)
      sheet.qr(code.url, x + 112, y + 30, 240)
      const put = (text: string, top: number, size: number, colour: string) =>
        sheet.text(text, x + 30, top, 405, { size, colour, linesMost: 1 })
      let line = labelOf(sheet, facts.brandName, x + 30, y + 286, 16, facts.accent)
      line = put(inLocale(facts.title, locale), line + 2, 30, ink)
      line = put(code.name, line + 4, 22, soft)
      put(code.url.replace(/^https?:\/\//, ''), line + 6, 18, soft)
    }
    sheets.push(sheet)
  }
  return sheets
}
