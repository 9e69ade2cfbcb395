import type { BrowserContext } from 'playwright-core'
import { type LossyPath, openLossyPath, throughPort, withoutCandidates } from '../media/lossy-path.ts'

export type OwnPath = AsyncDisposable & {
  /** From now on no packet of WebRTC gets through, and nobody says so. */
  cut(): Promise<void>
}

/** Gives the pictures that a device watches by WebRTC a way of their own to the media process. */
export async function watchesByOwnPath(context: BrowserContext): Promise<OwnPath> {
  let path: LossyPath | undefined
  await context.route('**/whep/*', async (route) => {
    const offer = route.request().postData()
    if (route.request().method() !== 'POST' || offer === null) return route.continue()
    const response = await route.fetch({ postData: withoutCandidates(offer) })
    const answer = await response.text()
    const port = /^a=candidate:\S+ \d UDP \d+ 127\.0\.0\.1 (\d+)/im.exec(answer)?.[1]
    if (port) path ??= await openLossyPath(Number(port))
    await route.fulfill({ response, body: path ? throughPort(answer, path.port) : answer })
  })
  let isCut = false
  const cut = async () => {
    if (!isCut) await path?.[Symbol.asyncDispose]()
    isCut = true
  }
  return { cut, [Symbol.asyncDispose]: cut }
}
