import { createHash, timingSafeEqual } from 'node:crypto'
import type { Doors } from '../../doors/doors.ts'
import type { OrderId } from '../../lib/ids.ts'

/*
 * What a buyer shows at the counter, and the link it is mailed with. Both are reckoned from this install's secret
 * whenever they are shown: a copy of the database collects nothing.
 */

/** Crockford's Base32: no letter looks like a digit. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Forty bits, as eight letters: `7K3M9QX2`. */
export function codeOf({ seal }: Pick<Doors, 'seal'>, orderId: OrderId): string {
  let bits = createHash('sha256')
    .update(seal(`fulfilment.collect ${orderId}`))
    .digest()
    .readUIntBE(0, 5)
  let code = ''
  for (let i = 0; i < 8; i++) {
    code = letters[bits % 32] + code
    bits = Math.floor(bits / 32)
  }
  return code
}

/** A code as somebody types it: in small letters, with spaces, O for 0, I or L for 1. */
export const asTyped = (code: string): string =>
  code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

export const hashOf = (code: string): Buffer => createHash('sha256').update(asTyped(code)).digest()

export const passOf = ({ seal }: Pick<Doors, 'seal'>, orderId: OrderId) =>
  `${orderId}.${seal(`fulfilment.pass ${orderId}`)}`

/** The order that a pass was made for; undefined: it was not made here. */
export function orderOfPass(doors: Pick<Doors, 'seal'>, pass: string): OrderId | undefined {
  const orderId = pass.slice(0, pass.indexOf('.')) as OrderId
  const [said, right] = [Buffer.from(pass), Buffer.from(passOf(doors, orderId))]
  return said.length === right.length && timingSafeEqual(said, right) ? orderId : undefined
}
