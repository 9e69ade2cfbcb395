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

export type Place = Record<'name' | 'line1' | 'line2' | 'postalCode' | 'city' | 'region' | 'country', string>

const said = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.]+/g, ' ')
    .trim()

/** Whether two addresses are one door of one person, however they were typed. */
export const sameAddress = (a: Place, b: Place) =>
  (['name', 'line1', 'line2', 'postalCode', 'city', 'region', 'country'] as const).every(
    (field) => said(a[field]) === said(b[field]),
  )
