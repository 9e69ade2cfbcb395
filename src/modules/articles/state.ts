import type { Id, ProductId, ShowId } from '../../lib/ids.ts'
import type { Locale, LocalText } from '../../lib/local-text.ts'

/** A stretch of text that looks one way. Never HTML: what is shown is made from it. */
export type Span = {
  readonly text: string
  readonly bold?: boolean | undefined
  readonly italic?: boolean | undefined
  readonly href?: string | undefined
}
/** A paragraph, in every language that it is written in. */
export type RichText = { readonly [L in Locale]?: readonly Span[] | undefined }

/** What an article is made of, from top to bottom. An id is the block's own within its article. */
export type Block = { readonly id: string } & (
  | { readonly type: 'heading'; readonly text: LocalText }
  | { readonly type: 'paragraph'; readonly text: RichText }
  | {
      readonly type: 'picture'
      readonly pictureId: Id<'picture'> | null
      readonly alt: LocalText
      readonly caption: LocalText
    }
  | { readonly type: 'quote'; readonly text: LocalText; readonly by: LocalText }
  | { readonly type: 'product'; readonly productId: ProductId | null }
  | { readonly type: 'show'; readonly showId: ShowId | null }
  | { readonly type: 'divider' }
)
export type BlockType = Block['type']

export type Content = {
  readonly title: LocalText
  readonly summary: LocalText
  readonly coverPictureId: Id<'picture'> | null
  readonly blocks: readonly Block[]
}

export type ArticleState = 'draft' | 'scheduled' | 'published' | 'withdrawn'

/** What an article is for everybody. Nobody has to do anything when its time comes. */
export function stateOf(of: { publishedAt: Date | null; withdrawnAt: Date | null }, now: Date): ArticleState {
  if (of.withdrawnAt) return 'withdrawn'
  if (!of.publishedAt) return 'draft'
  return of.publishedAt > now ? 'scheduled' : 'published'
}

const locales = ['en', 'fr', 'zh-Hans'] as const

/** The languages an article is written in: those with a title. */
export const versionsOf = ({ title }: Pick<Content, 'title'>): Locale[] => locales.filter((locale) => title[locale])

/** The language somebody who reads `locale` gets: theirs, or the first there is. */
export const versionFor = (content: Pick<Content, 'title'>, locale: Locale): Locale =>
  versionsOf(content).find((one) => one === locale) ?? versionsOf(content)[0] ?? locale

/** A paragraph without its looks. */
export const plainText = (spans: readonly Span[] = []): string => spans.map(({ text }) => text).join('')

/** Whether a block says something in a language. Cards, pictures and dividers say the same in all. */
export function isSaid(block: Block, locale: Locale): boolean {
  if (block.type === 'paragraph') return plainText(block.text[locale]).trim() !== ''
  if (block.type === 'heading' || block.type === 'quote') return Boolean(block.text[locale])
  if (block.type === 'product') return block.productId !== null
  if (block.type === 'show') return block.showId !== null
  return block.type === 'divider' || block.pictureId !== null
}

/** The same article, cards and pictures apart from it, in so many characters. */
export const textMost = {
  ...{ title: 120, summary: 300, heading: 160, paragraph: 5000, quote: 600, by: 80, alt: 300, caption: 300 },
} as const
export const blocksMost = 120
export const cardsMost = 30

/** Whether a link may stand in an article. */
export function isSafeLink(href: string): boolean {
  if (!URL.canParse(href)) return false
  const { protocol, username, password } = new URL(href)
  return (protocol === 'https:' || protocol === 'http:') && !username && !password && href.length <= 2000
}
