import type { Page } from 'playwright-core'

/** How many different pictures the wave shows in so many frames: one while it stands still. */
export const wavesSeen = async (page: Page, frames: number): Promise<number> => {
  await page.locator('.wave canvas').waitFor()
  return page.evaluate(`(async () => {
    const seen = new Set()
    for (let frame = 0; frame < ${frames}; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      seen.add(document.querySelector('.wave canvas').toDataURL())
    }
    return seen.size
  })()`)
}

/** Looks until it moves, or stands still, as it should. */
export async function untilWave(page: Page, isRight: (seen: number) => boolean): Promise<void> {
  while (!isRight(await wavesSeen(page, 30)));
}
