/** A stretch of bad network between a browser and the media process, on this machine. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

export type LossyPath = AsyncDisposable & { port: number; dropped: () => number; setLoss(everyNth: number): void }

/** An offer with its sender's addresses taken out: whoever answers learns where it is from what comes. */
export const withoutCandidates = (sdp: string): string => sdp.replaceAll(/^a=candidate:.*\r\n/gm, '')

/** An answer whose sender is found at this port, and nowhere else. */
export const throughPort = (sdp: string, port: number): string =>
  sdp
    .replaceAll(/^a=candidate:.* UDP \d+ [\da-f]*:.*\r\n/gim, '')
    .replaceAll(/^(a=candidate:\S+ \d UDP \d+ [\d.]+) \d+/gim, `$1 ${port}`)

/** Passes UDP on to `target` and back; when told to, drops every n-th larger packet on the way there. */
export async function openLossyPath(target: number): Promise<LossyPath> {
  const near = createSocket('udp4').bind(0)
  const far = createSocket('udp4').bind(0, '127.0.0.1')
  await Promise.all([once(near, 'listening'), once(far, 'listening')])
  let browser: { port: number; address: string } | undefined
  let everyNth = Number.POSITIVE_INFINITY
  let [count, dropped] = [0, 0]
  near.on('message', (packet, from) => {
    browser = from
    const isMedia = packet.length > 300 // Connectivity checks and feedback are smaller.
    if (isMedia && ++count % everyNth === 0) dropped++
    else far.send(packet, target, '127.0.0.1')
  })
  far.on('message', (packet) => browser && near.send(packet, browser.port, browser.address))
  return {
    port: near.address().port,
    dropped: () => dropped,
    setLoss: (nth) => {
      everyNth = nth
    },
    [Symbol.asyncDispose]: async () => {
      near.close()
      far.close()
    },
  }
}
