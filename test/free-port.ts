import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port that nobody has now: for a server that must come back at the same one. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  await once(probe.close(), 'close')
  return port
}
