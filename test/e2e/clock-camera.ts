import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import type { BrowserContext } from 'playwright-core'

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

/** From now on the camera of every page of the context shows the time, as the synthetic picture does. */
export async function withClockCamera(context: BrowserContext): Promise<void> {
  const clock = stripTypeScriptTypes(await read('src/media/codec/bar-clock.ts'))
  const camera = await read('test/media/clock-camera.js')
  // The empty page that comes first has no devices.
  const take = `if (navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async () => clockCamera({ clock: barClocks.wide, clockBits })`
  await context.addInitScript(`(() => {\n${`${clock}\n${camera}`.replaceAll(/^export /gm, '')}\n${take}\n})()`)
}
