/** Why there is no picture or sound from this device. Each has words of its own, and a way out. */
export type CaptureProblem = 'insecure' | 'denied' | 'noCamera' | 'noMicrophone' | 'inUse' | 'unplugged' | 'failed'

/**
 * What a refused `getUserMedia` means to the person in front of it (Media Capture and Streams, §10.2.2).
 * @param missing which kind of device this machine does not have at all, if any
 */
export function captureProblemOf(error: unknown, missing: 'camera' | 'microphone' | undefined): CaptureProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return 'denied'
    case 'SecurityError':
      return 'insecure'
    case 'NotFoundError':
    case 'OverconstrainedError':
    case 'DevicesNotFoundError':
      return missing === 'microphone' ? 'noMicrophone' : 'noCamera'
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'inUse'
    default:
      return 'failed'
  }
}
