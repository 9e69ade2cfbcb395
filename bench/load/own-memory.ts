import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export type OwnMemory = { rss: number; heap: number }

/** What this process holds once it has swept, in bytes. Sockets' kernel buffers are not in it. */
export async function ownMemory(): Promise<OwnMemory> {
  setFlagsFromString('--expose-gc')
  const sweep = runInNewContext('gc') as () => void
  // What waits to be finalized goes in a later turn.
  for (let turn = 0; turn < 4; turn++) {
    sweep()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, heap: heapUsed + external }
}
