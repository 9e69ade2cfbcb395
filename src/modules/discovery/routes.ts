import type { Handlers } from '../../lib/contract.ts'
import type { discoveryContract } from './contract.ts'
import { readShows, readTopics } from './discovery.ts'

export const discoveryRoutes: Handlers<typeof discoveryContract> = {
  'discovery.shows': readShows,
  'discovery.topics': readTopics,
}
