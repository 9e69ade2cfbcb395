import { Refused } from '#lib/api.ts'
import type { PacketWords } from '#lib/messages/load-parts.ts'
import type { Packet } from '#src/modules/packets/state.ts'

/** What to say of a failure of a packet. */
export const refusalOf = (words: PacketWords, error: unknown, duration: (ms: number) => string): string =>
  (error instanceof Refused &&
    error.code === 'packets.watchLonger' &&
    words.watchMore(duration(Number(error.details?.seconds) * 1000))) ||
  (error instanceof Refused && words.refusals[error.code]) ||
  words.refused

/** What there is in it, before one knows who has what. */
export function amountsOf(packet: Packet, words: PacketWords, money: (minor: string) => string): string {
  if (packet.kind === 'list')
    return words.inOrder(`${packet.list.slice(0, 4).map(money).join(' · ')}${packet.list.length > 4 ? ' …' : ''}`)
  if (packet.kind === 'equal') return words.each(money(String(BigInt(packet.total.minor) / BigInt(packet.pieces))))
  return words.toShare(money(packet.total.minor), packet.pieces)
}
