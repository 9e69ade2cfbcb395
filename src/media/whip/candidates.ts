import type { MediaSettings } from '../messages.ts'

/**
 * Adds the addresses that the library does not know of: this machine's loopback, which a browser on it can use
 * without any network, and the public address in front of a translated one. Every line ends in CR LF.
 */
export function withReachableCandidates(sdp: string, settings: MediaSettings): string {
  const extra = [settings.announceAddress, settings.bindAddress ? undefined : '127.0.0.1'].filter((address) => address)
  const lines = sdp.split(/\r?\n/).filter((line) => line !== '')
  const known = (address: string) =>
    lines.some((line) => line.startsWith('a=candidate:') && line.includes(` ${address} `))
  const candidates = extra
    .filter((address) => address && !known(address))
    .map((address, i) => `a=candidate:e${i} 1 UDP ${2_100_000_000 - i} ${address} ${settings.udpPort} typ host`)
  const at = lines.findIndex((line) => line.startsWith('a=candidate:') || line === 'a=end-of-candidates')
  if (at >= 0) lines.splice(at, 0, ...candidates)
  else lines.push(...candidates)
  return `${lines.join('\r\n')}\r\n`
}
