import type { Rung } from '../codec/messages.ts'

/** Sizes below the source, by the short side: an upright picture of 720x1280 has the rungs of one of 1280x720. */
const ladder = [
  { name: '480p', short: 480, kbps: 1000 },
  { name: '240p', short: 240, kbps: 350 },
] as const

const smallerBy = 0.8 // A rung this close to its source saves nobody anything.

/** What is made of a source of this size, the largest first. */
export function rungsFor({ width, height }: { width: number; height: number }): Rung[] {
  const short = Math.min(width, height)
  return ladder
    .filter((rung) => rung.short <= short * smallerBy)
    .map(({ name, short: wanted, kbps }) => ({
      name,
      width: even((width * wanted) / short),
      height: even((height * wanted) / short),
      kbps,
    }))
}

const even = (pixels: number) => 2 * Math.round(pixels / 2)
