import { BlockList, isIP } from 'node:net'

/*
 * The address of a push service is chosen by whoever subscribes, and we are the ones who go there: it must not lead
 * into our own network.
 */

/** Not reachable from the internet, or not one machine (RFC 6890 and the registries it founded). */
const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4')
/** All of IPv6 that is the internet; in it, those that carry an IPv4 address, documentation and tunnels. */
const internet = new BlockList()
internet.addSubnet('2000::', 3, 'ipv6')
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(net, bits, 'ipv6')

/** Whether this IP address is one of the internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && internet.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/**
 * Whether messages may be sent to this endpoint, as far as its text says; where its name leads is looked at when one
 * is sent. @param allowed `host:port` of push services within the own network, which need no https either
 */
export function isEndpoint(text: string, allowed: ReadonlySet<string> = new Set()): boolean {
  const url = URL.parse(text)
  if (!url || url.username || url.password || text.length > 2000) return false
  if (allowed.has(url.host)) return /^https?:$/.test(url.protocol)
  if (url.protocol !== 'https:') return false
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) return isPublicAddress(host)
  return host.includes('.') && !/(^|\.)(localhost|local|internal|home\.arpa)\.?$/.test(host)
}
