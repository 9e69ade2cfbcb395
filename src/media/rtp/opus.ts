/** Length of an Opus packet in 48 kHz ticks, read from its first bytes (RFC 6716 §3.1 and §3.2). */
export function opusTicks(packet: Uint8Array): number {
  const toc = packet[0] ?? 0
  const config = toc >> 3
  const frame =
    config < 12 ? [480, 960, 1920, 2880][config & 3]! : config < 16 ? [480, 960][config & 1]! : 120 << (config & 3)
  const count = [1, 2, 2, (packet[1] ?? 1) & 0x3f][toc & 3]!
  return frame * Math.max(1, count)
}
