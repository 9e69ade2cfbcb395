import type { LocalText } from '../../lib/local-text.ts'
import type { GiftPicture } from '../gifts/events.ts'

export type QuestionGift = { title: LocalText; picture: GiftPicture; coins: number }

/** A question, or a wish to be shown a product: from inside, from another side, on somebody, its fabric. */
export type QuestionKind = 'question' | 'inside' | 'angle' | 'worn' | 'fabric'

/** Authors stand here as they do in the chat. What is answered in private is told to nobody else. */
export type QuestionEvents = {
  'question.asked': {
    questionId: string
    authorId: string
    name: string
    kind: QuestionKind
    productId: string | null
    text: string
    /** The question it reads like; its own when it is the first of its kind. */
    alikeId: string
    /** The gift it came with: it stands before those without. */
    gift?: QuestionGift
  }
  /** How many ask the same, by question; told together, a few times a second at most. */
  'question.seconded': { counts: Record<string, number> }
  /** The host answers it now. */
  'question.taken': { questionId: string; by: string }
  /** It waits again. */
  'question.putBack': { questionId: string }
  /** `momentAt`: when the answer began, ISO 8601. */
  'question.answered': {
    questionIds: string[]
    how: 'onAir' | 'text'
    text: string | null
    by: string
    momentAt: string
  }
  /** They stand in the list no more: answered in private, dismissed, or taken away. */
  'question.closed': { questionIds: string[] }
}
export type QuestionEvent = {
  [Type in keyof QuestionEvents]: { type: Type; body: QuestionEvents[Type] }
}[keyof QuestionEvents]
