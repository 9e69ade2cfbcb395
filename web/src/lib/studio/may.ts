import type { Role } from '#src/modules/accounts/roles.ts'

/** What a member may do in the studio; the server asks the same of each call. */
export type May = {
  /** Send the picture, start and end, drops, run-of-show. */
  goOnAir: boolean
  /** Pins and chat. */
  moderate: boolean
  seeOrders: boolean
  publishReplay: boolean
}

/** The rights that a member's roles add up to. */
export function mayAs(roles: readonly Role[]): May {
  const any = (...wanted: Role[]) => roles.some((role) => wanted.includes(role))
  return {
    goOnAir: any('owner', 'producer', 'host'),
    moderate: any('owner', 'producer', 'host', 'moderator'),
    seeOrders: any('owner', 'producer', 'host', 'support', 'analyst', 'finance'),
    publishReplay: any('owner', 'producer'),
  }
}
