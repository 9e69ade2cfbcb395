import { type EditedText, editedText, writtenText } from '#lib/console/local-texts.ts'
import { type Locale, locales } from '#lib/locale.ts'
import type { Api } from '#src/api.ts'
import type { Output, Sent } from '#src/lib/contract.ts'
import type { BlockType, Span } from '#src/modules/articles/state.ts'

export type ArticleAnswer = Output<Api['articles.draft']>
export type Content = Omit<Sent<Api['articles.save']>, 'articleId' | 'version'>
type SentBlock = Content['blocks'][number]
type Rich = Record<Locale, Span[]>

/** A block as the editor has it: every language has its field. */
export type EditedBlock = { id: string } & (
  | { type: 'heading'; text: EditedText }
  | { type: 'paragraph'; text: Rich }
  | { type: 'picture'; pictureId: string | null; alt: EditedText; caption: EditedText }
  | { type: 'quote'; text: EditedText; by: EditedText }
  | { type: 'product'; productId: string | null }
  | { type: 'show'; showId: string | null }
  | { type: 'divider' }
)
export type ArticleDraft = {
  slug: string
  title: EditedText
  summary: EditedText
  coverPictureId: string | null
  blocks: EditedBlock[]
}

const rich = (text: Partial<Record<Locale, readonly Span[] | undefined>>): Rich => ({
  en: [...(text.en ?? [])],
  fr: [...(text.fr ?? [])],
  'zh-Hans': [...(text['zh-Hans'] ?? [])],
})

function editedBlock(block: SentBlock): EditedBlock {
  const { id } = block
  if (block.type === 'heading') return { id, type: 'heading', text: editedText(block.text) }
  if (block.type === 'paragraph') return { id, type: 'paragraph', text: rich(block.text) }
  if (block.type === 'quote') return { id, type: 'quote', text: editedText(block.text), by: editedText(block.by) }
  if (block.type === 'picture') {
    const { pictureId, alt, caption } = block
    return { id, type: 'picture', pictureId, alt: editedText(alt), caption: editedText(caption) }
  }
  return { ...block }
}

export const draftOf = ({ slug, title, summary, coverPictureId, blocks }: Content): ArticleDraft => ({
  ...{ slug, title: editedText(title), summary: editedText(summary), coverPictureId },
  blocks: blocks.map(editedBlock),
})

/** What is sent of a draft: the languages that say something. */
export const contentOf = ({ slug, title, summary, coverPictureId, blocks }: ArticleDraft): Content => ({
  ...{ slug, title: writtenText(title), summary: writtenText(summary), coverPictureId },
  blocks: blocks.map(sentBlock),
})

function sentBlock(block: EditedBlock): SentBlock {
  const { id } = block
  if (block.type === 'heading') return { id, type: 'heading', text: writtenText(block.text) }
  if (block.type === 'quote') return { id, type: 'quote', text: writtenText(block.text), by: writtenText(block.by) }
  if (block.type === 'picture') {
    const { pictureId, alt, caption } = block
    return { id, type: 'picture', pictureId, alt: writtenText(alt), caption: writtenText(caption) }
  }
  if (block.type !== 'paragraph') return { ...block }
  const said = locales.flatMap((locale) => (block.text[locale].length > 0 ? [[locale, block.text[locale]]] : []))
  return { id, type: 'paragraph', text: Object.fromEntries(said) }
}

export function freshBlock(type: BlockType, id: string = crypto.randomUUID()): EditedBlock {
  const empty = { en: '', fr: '', 'zh-Hans': '' }
  if (type === 'heading') return { id, type, text: { ...empty } }
  if (type === 'paragraph') return { id, type, text: { en: [], fr: [], 'zh-Hans': [] } }
  if (type === 'picture') return { id, type, pictureId: null, alt: { ...empty }, caption: { ...empty } }
  if (type === 'quote') return { id, type, text: { ...empty }, by: { ...empty } }
  if (type === 'product') return { id, type, productId: null }
  if (type === 'show') return { id, type, showId: null }
  return { id, type }
}
