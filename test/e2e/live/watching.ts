import type { Page } from 'playwright-core'
import type { Device } from '../browser.ts'
import { moreFrames } from '../picture.ts'

/** Opens a live room and waits for its picture. */
export async function watch(device: Device, room: string): Promise<Page> {
  const page = await device.open(room)
  await moreFrames(page, 15)
  return page
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
