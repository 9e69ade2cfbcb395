import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { newsContract } from './contract.ts'
import * as news from './news.ts'

export const newsRoutes: Handlers<typeof newsContract> = {
  'news.host': news.readHost,
  'news.followHost': news.followHost,
  'news.unfollowHost': news.unfollowHost,
  'news.ofShow': news.readOfShow,
  'news.tell': (ctx, wish) => news.tell(ctx, wish).then(() => ok),
}
