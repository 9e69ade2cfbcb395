import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = { id: string; impact: string; help: string; nodes: { target: unknown[]; failureSummary: string }[] }

/** Lets `violationsOn` run in every page of this context, whatever its content security policy. */
export const bringAxe = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(await source)
}

/** What axe-core finds wrong with the page as it stands, one line each; nothing when it is clean. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(stillness)
  const found = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as Violation[]
  return found.map(({ id, impact, help, nodes }) => {
    const [node] = nodes
    const where = nodes.map(({ target }) => target.join(' ')).slice(0, 5)
    return `${id} (${impact}): ${help}\n    ${where.join('\n    ')}\n    ${node?.failureSummary.replaceAll('\n', ' ')}`
  })
}

/** Something half faded in has the contrast of neither state: what will end is brought to its end. */
const stillness = `Promise.all(document.getAnimations()
  .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
  .map((animation) => animation.finished.catch(() => undefined)))`
