import assert from 'node:assert/strict'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { patienceMs } from './browser.ts'

/** What a screen reader says of one element, by Chromium's accessibility tree. */
export type Said = { role: string; name: string; required: boolean; disabled: boolean; modal: boolean }

type Node = {
  ignored: boolean
  role?: { value: string }
  name?: { value: string }
  properties?: { name: string; value: { value?: unknown } }[]
}

const sessions = new WeakMap<Page, Promise<CDPSession>>()

async function tree(page: Page): Promise<Node[]> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  const { nodes } = (await (await session).send('Accessibility.getFullAXTree')) as unknown as { nodes: Node[] }
  return nodes.filter(({ ignored }) => !ignored)
}

const has = ({ properties = [] }: Node, wanted: string) =>
  properties.some(({ name, value }) => name === wanted && value.value === true)

const saidOf = (node: Node): Said => ({
  ...{ role: node.role?.value ?? '', name: node.name?.value ?? '' },
  ...{ required: has(node, 'required'), disabled: has(node, 'disabled'), modal: has(node, 'modal') },
})

/** What has the focus: the innermost element that says so. */
export async function focusOf(page: Page): Promise<Said> {
  const focused = (await tree(page)).filter((node) => has(node, 'focused')).at(-1)
  return focused ? saidOf(focused) : { role: '', name: '', required: false, disabled: false, modal: false }
}

/** Every element of this role, as it is said. */
export const allOf = async (page: Page, role: string): Promise<Said[]> =>
  (await tree(page)).filter((node) => node.role?.value === role).map(saidOf)

const listening = `(() => {
  const heard = (globalThis.heard = [])
  const said = new WeakMap()
  const regionOf = (node) => {
    const region = (node.nodeType === 1 ? node : node.parentElement)?.closest('[role=status], [role=alert], [aria-live]')
    return region?.getAttribute('aria-live') === 'off' ? undefined : region
  }
  // Only a region that stood before its words came is read out.
  new MutationObserver((changes) => {
    for (const region of new Set(changes.map(({ target }) => regionOf(target)))) {
      const text = region?.textContent.trim().replace(/\\s+/g, ' ')
      if (text && said.get(region) !== text) heard.push(text)
      if (region) said.set(region, text)
    }
  }).observe(document, { subtree: true, childList: true, characterData: true })
})()`

/** Keeps what live regions say, in every page of the context. */
export async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(listening)
}

/** Waits until the page has said this by itself. */
export async function hears(page: Page, wanted: RegExp): Promise<void> {
  const heard = await page.evaluate(`new Promise((resolve) => {
    const until = performance.now() + ${patienceMs}
    const look = () =>
      heard.some((text) => ${wanted}.test(text)) || performance.now() > until ? resolve(heard) : requestAnimationFrame(look)
    look()
  })`)
  assert.ok(
    (heard as string[]).some((text) => wanted.test(text)),
    `${wanted} was not said, but ${JSON.stringify(heard)}`,
  )
}
