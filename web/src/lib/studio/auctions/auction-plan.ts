import type { CardVariant } from '#src/modules/shows/events.ts'

/** What a host decides when starting an auction. Amounts are minor units. */
export type AuctionPlan = {
  variantId: string
  startMinor: string | undefined
  stepMinor: string | undefined
  reserveMinor: string | undefined
  seconds: number
  opensInSeconds: number
  counterSeconds: number
}

/** Half the price to begin with, in steps of about a twentieth of that. */
export function suggestedAuction({ variantId, price }: Pick<CardVariant, 'variantId' | 'price'>): AuctionPlan {
  const start = roundedDown(BigInt(price.minor) / 2n)
  const step = roundedDown(start / 20n)
  return {
    ...{ variantId, startMinor: String(start), stepMinor: String(step), reserveMinor: undefined },
    ...{ seconds: 60, opensInSeconds: 0, counterSeconds: 10 },
  }
}

/** To its first digit: 7450 is 7000, 1490 is 1000. */
function roundedDown(minor: bigint): bigint {
  if (minor < 1n) return 1n
  const place = 10n ** BigInt(String(minor).length - 1)
  return (minor / place) * place
}

/** One fixed step as a table. */
export const tableOf = (stepMinor: string) => [{ from: '0', step: stepMinor }]
