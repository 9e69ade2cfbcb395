import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { idOfTap } from '../../lib/idempotency.ts'
import { refuse } from '../../lib/problems.ts'
import type { Judges } from '../chat/chat.ts'
import { pledge } from '../gifts/gifts.ts'
import { appendToShow, showFor } from '../shows/shows.ts'
import { decideThese, newQuestions, toldOf } from './asking.ts'
import type { questionsContract } from './contract.ts'
import * as store from './store.ts'

type Api = typeof questionsContract
type Wish = Input<Api['questions.askWithGift']>
type Asked = Output<Api['questions.askWithGift']>

/**
 * A question that comes with a gift: it is judged as any other, stands before those without, and is never merged with
 * one that asks the same. The gift's coins are set aside with it, in one transaction.
 */
export const askingWithGift =
  (judging: Judges) =>
  /** @throws Refusal: see `questions.askWithGift` */
  async (ctx: Ctx, wish: Wish, key: string): Promise<Asked> => {
    const { showId, giftId, productId, text, viewer } = wish
    const personId = callerId(ctx)
    const show = await showFor(ctx.sql, showId)
    await store.lockRoom(ctx.sql, showId)
    const name = ctx.who.kind === 'person' ? ctx.who.name : ''
    const questionId = idOfTap(personId, key)
    const ask = { questionId, personId, name, who: ctx.who, kind: 'question' as const, text, viewer, hasGift: true }
    const asked = await decideThese(ctx.sql, ctx.now, show, [{ ...ask, productId: productId ?? null }], judging)
    const { answer } = asked[0]!
    if ('refused' in answer) throw refuse(answer.refused, answer.details)
    const of = { pledgeId: questionId, brandId: show.brandId, showId, personId, name, giftId }
    const gift = await pledge(ctx, of)
    await store.insertQuestions(
      ctx.sql,
      showId,
      ctx.now,
      newQuestions(asked).map((one) => ({ ...one, gift })),
    )
    const events = toldOf(asked, gift)
    if (events.length > 0) await appendToShow(ctx, showId, events)
    return answer as Asked
  }
