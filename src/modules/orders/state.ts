/*
 * What may be done with an order now, for the server and for the buttons alike.
 */

/** Units of a line that are in parcels, and those that left. */
type Begun = { packedQuantity: number; sentQuantity: number }

/** A buyer may call off what is not paid or not packed yet, the brand's people what has not left. */
export function mayCancel(
  { state, lines }: { state: string; lines: readonly Begun[] },
  by: 'buyer' | 'staff' = 'buyer',
): boolean {
  if (state === 'unpaid') return true
  return state === 'paid' && lines.every((line) => (by === 'buyer' ? line.packedQuantity : line.sentQuantity) === 0)
}
