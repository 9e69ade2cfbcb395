import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import * as chat from './chat.ts'
import type { chatContract } from './contract.ts'

export const chatRoutes = (talk: chat.Talk): Handlers<typeof chatContract> => ({
  'chat.post': (ctx, wish, key) => talk.post(ctx, wish, key),
  'chat.said': (ctx, wish) => chat.said(ctx, wish),
  'chat.delete': async (ctx, wish) => chat.deleteMessage(ctx, wish).then(() => ok),
  'chat.mute': async (ctx, wish) => chat.mute(ctx, wish).then(() => ok),
  'chat.ban': async (ctx, wish) => chat.ban(ctx, wish).then(() => ok),
  'chat.unban': async (ctx, wish) => chat.unban(ctx, wish).then(() => ok),
  'chat.sanctions': async (ctx, wish) => ({ items: await chat.sanctions(ctx, wish) }),
})
