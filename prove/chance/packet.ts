import { createHash } from 'node:crypto'

/*
 * Reckons a red packet again from its public record. Written from docs/chance.md alone, on purpose with none of the
 * project's own code: anybody could have written it.
 */

export type PacketRecord = {
  packetId: string
  kind: 'equal' | 'random' | 'list'
  totalMinor: string
  currency: string
  pieces: number
  list: readonly string[]
  seed: string | null
  grabs: readonly { place: number; grabId: string; minor: string }[]
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** @returns what does not hold; undefined when everything does */
export function reckon(record: PacketRecord, told: { seedHash: string | null; chain: string }): string | undefined {
  const { kind, seed, grabs } = record
  if (kind === 'random' && (seed === null || sha256(seed) !== told.seedHash)) return 'the seed is not that of its hash'

  const amounts = amountsOf(record)
  let sum = 0n
  for (const amount of amounts) {
    if (amount < 1n) return 'a share is less than one minor unit'
    sum += amount
  }
  if (sum !== BigInt(record.totalMinor)) return `the shares add up to ${sum}`

  const terms = record.list.length > 0 ? record.list.join(',') : '-'
  const head = `packet ${record.packetId} ${kind} ${record.totalMinor} ${record.currency} ${record.pieces} ${terms}`
  let link = sha256(`${head} ${told.seedHash ?? '-'}`)
  let place = 0
  for (const grab of grabs) {
    place += 1
    if (grab.place !== place) return `place ${place} is missing`
    if (BigInt(grab.minor) !== amounts[place - 1]) return `place ${place} has ${grab.minor}`
    link = sha256(`${link} ${place} ${grab.grabId} ${grab.minor}`)
  }
  return link === told.chain ? undefined : 'the list is not the one that was told'
}

function amountsOf({ kind, totalMinor, pieces, list, seed }: PacketRecord): bigint[] {
  if (kind === 'list') return list.map((one) => BigInt(one))
  if (kind === 'equal') return new Array<bigint>(pieces).fill(BigInt(totalMinor) / BigInt(pieces))
  const drawn: { amount: bigint; rank: string }[] = []
  let left = BigInt(totalMinor)
  for (let i = 1; i <= pieces; i += 1) {
    const people = BigInt(pieces - i + 1)
    const number = BigInt(`0x${sha256(`${seed} amount ${i}`)}`)
    const amount = people === 1n ? left : (number % ((left * 2n) / people - 1n)) + 1n
    left -= amount
    drawn.push({ amount, rank: sha256(`${seed} order ${i}`) })
  }
  drawn.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
  return drawn.map(({ amount }) => amount)
}
