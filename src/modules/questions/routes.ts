import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { questionsContract } from './contract.ts'
import * as questions from './questions.ts'

export const questionsRoutes = (
  asking: questions.Asking,
  askWithGift: ReturnType<typeof questions.askingWithGift>,
): Handlers<typeof questionsContract> => ({
  'questions.ask': (ctx, wish, key) => asking.ask(ctx, wish, key),
  'questions.askWithGift': askWithGift,
  'questions.second': (ctx, wish) => asking.second(ctx, wish),
  'questions.mine': (ctx, wish) => questions.mine(ctx, wish),
  'questions.queue': (ctx, wish) => questions.queue(ctx, wish),
  'questions.take': async (ctx, wish) => questions.take(ctx, wish).then(() => ok),
  'questions.putBack': async (ctx, wish) => questions.putBack(ctx, wish).then(() => ok),
  'questions.answer': async (ctx, wish) => questions.answer(ctx, wish).then(() => ok),
  'questions.dismiss': async (ctx, wish) => questions.dismiss(ctx, wish).then(() => ok),
  'questions.settle': async (ctx, wish) => questions.settle(ctx, wish).then(() => ok),
})
