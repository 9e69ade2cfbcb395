import type { Article } from '../answers.ts'

/** A minute: 220 words, or 400 of the characters that are words of their own. */
const wordsAMinute = 220
const charactersAMinute = 400

/** How many minutes an article takes to read, at least one. */
export function minutesOf({ title, summary, blocks }: Pick<Article, 'title' | 'summary' | 'blocks'>): number {
  const said = blocks.flatMap((block) => {
    if (block.type === 'paragraph') return block.spans.map(({ text }) => text).join('')
    return block.type === 'heading' || block.type === 'quote' ? block.text : []
  })
  const text = [title, summary, ...said].join(' ')
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.replace(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  return Math.max(1, Math.round(words / wordsAMinute + characters / charactersAMinute))
}
