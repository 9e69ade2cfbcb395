import type { OrderId, PersonId, ShowId } from '../../lib/ids.ts'
import { type LineUnits, type OrderState, toPack } from './decide.ts'
import { type Place, sameAddress } from './state.ts'

/*
 * Several buys of one show in one parcel. The first order pays the delivery; what its buyer buys later in that show for
 * the same address by the same way of delivery goes with it, for as long as the brand says and until something is packed.
 */

/** The order that others may go with. */
export type Head = {
  personId: PersonId
  state: OrderState
  shipsWith: OrderId | null
  paidAt: Date | null
  address: Place
  gift: object | null
  deliveryMethodId: string
  lines: readonly ({ quantity: number; showId: ShowId | null } & LineUnits)[]
}

/** What is about to be bought. While only the country is known, that has to fit. */
export type Ride = {
  personId: PersonId
  showIds: ReadonlySet<string>
  deliveryMethodId: string
  country: string
  /** A present does not travel with what is none. */
  isGift: boolean
  address?: Place | undefined
}

const hourMs = 3_600_000

/** Until when others may go with an order. */
export const openUntil = (paidAt: Date, hours: number) => new Date(paidAt.getTime() + hours * hourMs)

/** Whether an order takes others along now: it is paid, its time is not over, and all of it still waits. */
export function takesAlong(head: Head, hours: number, now: Date): boolean {
  if (hours === 0 || head.state !== 'paid' || head.shipsWith !== null || head.paidAt === null) return false
  const waits = head.lines.some((line) => toPack(line) > 0) && head.lines.every((line) => line.packedQuantity === 0)
  return waits && now < openUntil(head.paidAt, hours)
}

/** Whether a purchase goes with an order, whose delivery is paid. */
export function maySend(head: Head, ride: Ride, hours: number, now: Date): boolean {
  if (!takesAlong(head, hours, now) || head.personId !== ride.personId) return false
  if ((head.gift !== null) !== ride.isGift) return false
  if (head.deliveryMethodId !== ride.deliveryMethodId || head.address.country !== ride.country) return false
  if (ride.address && !sameAddress(head.address, ride.address)) return false
  return head.lines.some(({ showId }) => showId !== null && ride.showIds.has(showId))
}

/** Whether something of an order goes, went, or will when it is paid. */
export const isAlive = ({
  state,
  lines,
}: {
  state: OrderState
  lines: readonly ({ quantity: number } & LineUnits)[]
}) => state !== 'cancelled' && state !== 'refunded' && lines.some((line) => line.cancelledQuantity < line.quantity)
