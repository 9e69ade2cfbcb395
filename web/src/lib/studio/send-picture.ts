import type { Camera } from './camera.svelte.ts'
import type { Cockpit } from './cockpit.svelte.ts'
import type { Sending } from './sending.svelte.ts'

/** Sends this device's picture under a key made for it. Starts the camera first, where it is not on yet. */
export async function sendPicture(cockpit: Cockpit, camera: Camera, sending: Sending): Promise<void> {
  if (!camera.stream) await camera.start()
  if (!camera.stream) return
  const grant = await cockpit.issueKey('browser')
  if (!grant) return
  sending.start(camera.stream, grant)
  await cockpit.askStream()
}

/** Whether the picture comes from another device. One sends at a time: a key made here ends what came before. */
export const sentElsewhere = (cockpit: Cockpit, sending: Sending): boolean =>
  cockpit.stream?.state === 'coming' && !sending.on
