import type { Handlers } from '../../lib/contract.ts'
import type { followersContract } from './contract.ts'
import { follow, readCount, readMine, unfollow } from './followers.ts'

export const followersRoutes: Handlers<typeof followersContract> = {
  'followers.mine': readMine,
  'followers.follow': follow,
  'followers.unfollow': unfollow,
  'followers.count': readCount,
}
