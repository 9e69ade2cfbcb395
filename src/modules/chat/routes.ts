import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import * as chat from './chat.ts'
import type { chatContract } from './contract.ts'
import * as moderation from './moderation.ts'
import * as pinning from './pinning.ts'

export const chatRoutes = (talk: chat.Talk): Handlers<typeof chatContract> => ({
  'chat.post': (ctx, wish, key) => talk.post(ctx, wish, key),
  'chat.said': (ctx, wish) => chat.said(ctx, wish),
  'chat.delete': async (ctx, wish) => moderation.deleteMessage(ctx, wish).then(() => ok),
  'chat.pin': async (ctx, wish) => pinning.pin(ctx, wish).then(() => ok),
  'chat.unpin': async (ctx, wish) => pinning.unpin(ctx, wish).then(() => ok),
  'chat.mute': async (ctx, wish) => moderation.mute(ctx, wish).then(() => ok),
  'chat.ban': async (ctx, wish) => moderation.ban(ctx, wish).then(() => ok),
  'chat.unban': async (ctx, wish) => moderation.unban(ctx, wish).then(() => ok),
  'chat.sanctions': async (ctx, wish) => ({ items: await moderation.sanctions(ctx, wish) }),
  'chat.standing': (ctx, wish) => moderation.standing(ctx, wish),
  'chat.appeal': async (ctx, wish) => moderation.appeal(ctx, wish).then(() => ok),
  'chat.uphold': async (ctx, wish) => moderation.uphold(ctx, wish).then(() => ok),
  'chat.settings': (ctx, wish) => moderation.settings(ctx, wish),
  'chat.changeRules': async (ctx, wish) => moderation.changeRules(ctx, wish).then(() => ok),
  'chat.changeWords': async (ctx, wish) => moderation.changeWords(ctx, wish).then(() => ok),
  'chat.waiting': (ctx, wish) => moderation.waiting(ctx, wish),
  'chat.settle': async (ctx, wish) => moderation.settle(ctx, wish).then(() => ok),
  'chat.endRaid': async (ctx, wish) => ({ messages: await moderation.endRaid(ctx, wish) }),
  'chat.acts': (ctx, wish) => moderation.acts(ctx, wish),
})
