import type { Role } from '#src/modules/accounts/roles.ts'

const producers = ['owner', 'producer'] as const

/** Who may do what in the console: the roles each call of the API lets in. The server asks the same of every call. */
const rights = {
  seeProducts: ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'],
  changeProducts: producers,
  seeStock: ['owner', 'producer', 'host', 'support', 'analyst', 'finance'],
  adjustStock: ['owner', 'producer', 'support'],
  changeShows: producers,
  writeArticles: producers,
  setBudgets: ['owner', 'producer', 'finance'],
  seeGiveaways: ['owner', 'producer', 'host', 'finance', 'analyst'],
  setRunOfShow: ['owner', 'producer', 'host'],
  openStudio: ['owner', 'producer', 'host', 'moderator'],
  seeOrders: ['owner', 'producer', 'host', 'support', 'analyst', 'finance'],
  openOrder: ['owner', 'producer', 'support', 'finance'],
  sendOrders: ['owner', 'producer', 'support'],
  makePayLinks: ['owner', 'producer', 'host', 'support'],
  cancelOrders: ['owner', 'support'],
  refundOrders: ['owner', 'support', 'finance'],
  seeBooks: ['owner', 'finance'],
  seeReturns: ['owner', 'producer', 'support', 'finance'],
  changeAfterSale: ['owner'],
  seeDelivery: ['owner', 'producer', 'support', 'analyst', 'finance'],
  changeDelivery: producers,
  seePromotions: ['owner', 'producer', 'host', 'support', 'analyst', 'finance'],
  turnPromotions: ['owner', 'producer', 'host'],
  changePromotions: producers,
  seeReport: ['owner', 'producer', 'host', 'analyst', 'finance'],
  seeReportRows: ['owner', 'producer', 'analyst'],
  seeMessages: ['owner', 'producer', 'analyst', 'support'],
  setMessageRules: producers,
  tellFollowers: producers,
  seeGifts: ['owner', 'finance', 'producer'],
  changeGifts: producers,
  changeShares: ['owner', 'finance'],
  seeHosts: ['owner', 'producer', 'finance'],
  changeHosts: producers,
  payHosts: ['owner', 'finance'],
  seeRisk: ['owner', 'finance', 'support'],
  seeFairPlay: ['owner', 'producer', 'support'],
  seeTeam: producers,
  changeTeam: ['owner'],
  changeBrand: ['owner'],
} as const satisfies Record<string, readonly Role[]>

export type Right = keyof typeof rights
export type May = Record<Right, boolean>

/** The rights that a member's roles add up to. */
export function mayAs(held: readonly Role[]): May {
  const entries = Object.entries(rights).map(([right, roles]) => [
    right,
    roles.some((role: Role) => held.includes(role)),
  ])
  return Object.fromEntries(entries)
}

/** The roles that give a right, to be named where somebody lacks it. */
export const rolesWith = (right: Right): readonly Role[] => rights[right]
