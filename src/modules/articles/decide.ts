import type { Locale, LocalText } from '../../lib/local-text.ts'
import { inLocale, locales } from '../../lib/local-text.ts'
import type { Problem } from '../../lib/problems.ts'
import { articleProblems as problem } from './problems.ts'
import {
  type Block,
  blocksMost,
  type Content,
  cardsMost,
  isSafeLink,
  isSaid,
  plainText,
  stateOf,
  textMost,
  versionsOf,
} from './state.ts'

export type No = { problem: Problem; details?: Record<string, unknown> }

const slugShape = /^[a-z0-9]+(-[a-z0-9]+)*$/

export const whyNotSlug = (slug: string): No | undefined =>
  slugShape.test(slug) && slug.length >= 2 && slug.length <= 80 ? undefined : { problem: problem.badSlug }

/** Why a draft cannot be kept as it is; half-written ones can. */
export function whyNotKeep({ title, summary, blocks }: Content): No | undefined {
  if (blocks.length > blocksMost) return { problem: problem.tooManyBlocks, details: { most: blocksMost } }
  if (blocks.filter(({ type }) => type === 'product' || type === 'show').length > cardsMost) {
    return { problem: problem.tooManyCards, details: { most: cardsMost } }
  }
  const ids = new Set<string>()
  for (const { id } of blocks) {
    if (ids.has(id)) return { problem: problem.doubledBlock, details: { blockId: id } }
    ids.add(id)
  }
  return tooLong(title, 'title') ?? tooLong(summary, 'summary') ?? firstNo(blocks)
}

function firstNo(blocks: readonly Block[]): No | undefined {
  for (const block of blocks) {
    const no = whyNotBlock(block)
    if (no) return { ...no, details: { ...no.details, blockId: block.id } }
  }
  return undefined
}

function whyNotBlock(block: Block): No | undefined {
  if (block.type === 'heading') return tooLong(block.text, 'heading')
  if (block.type === 'quote') return tooLong(block.text, 'quote') ?? tooLong(block.by, 'by')
  if (block.type === 'picture') return tooLong(block.alt, 'alt') ?? tooLong(block.caption, 'caption')
  if (block.type !== 'paragraph') return undefined
  for (const locale of locales) {
    const spans = block.text[locale] ?? []
    const bad = spans.find(({ href }) => href !== undefined && !isSafeLink(href))
    if (bad) return { problem: problem.unsafeLink, details: { locale, href: bad.href } }
  }
  const plain = Object.fromEntries(locales.map((locale) => [locale, plainText(block.text[locale])]))
  return tooLong(plain, 'paragraph')
}

function tooLong(text: LocalText, what: keyof typeof textMost): No | undefined {
  const most = textMost[what]
  const locale = locales.find((one) => (text[one]?.length ?? 0) > most)
  return locale && { problem: problem.textTooLong, details: { what, most, locale } }
}

/** Why what is written cannot be shown to everybody yet. */
export function whyNotPublish(content: Content): No | undefined {
  const versions = versionsOf(content)
  if (versions.length === 0) return { problem: problem.titleMissing }
  if (!content.coverPictureId) return { problem: problem.coverMissing }
  const empty = versions.find((locale) => !content.blocks.some((block) => isText(block) && isSaid(block, locale)))
  if (empty) return { problem: problem.versionEmpty, details: { locale: empty } }
  for (const block of content.blocks) {
    const { id: blockId } = block
    if (block.type === 'picture' && block.pictureId && !inLocale(block.alt, 'en')) {
      return { problem: problem.altMissing, details: { blockId } }
    }
    if (isEmptyCard(block)) return { problem: problem.cardEmpty, details: { blockId } }
  }
  return undefined
}

const isText = ({ type }: Block) => type === 'paragraph' || type === 'heading' || type === 'quote'
const isEmptyCard = (block: Block) =>
  (block.type === 'product' && !block.productId) ||
  (block.type === 'show' && !block.showId) ||
  (block.type === 'picture' && !block.pictureId)

type Standing = { publishedAt: Date | null; withdrawnAt: Date | null }

/**
 * From when on an article is public once it is published at `at` (null: now). What is public already stays so since
 * then; only before that can its time be moved.
 */
export function publishAt(standing: Standing, at: Date | null, now: Date): { at: Date } | { refused: No } {
  if (at !== null && at <= now) return { refused: { problem: problem.timePassed } }
  if (stateOf(standing, now) !== 'published') return { at: at ?? now }
  return at === null ? { at: standing.publishedAt! } : { refused: { problem: problem.publicAlready } }
}

/** The languages of a text alone. @returns nothing where it is empty: an empty text is no text */
export const written = (text: LocalText): LocalText =>
  Object.fromEntries(locales.flatMap((locale: Locale) => (text[locale] ? [[locale, text[locale]]] : [])))
