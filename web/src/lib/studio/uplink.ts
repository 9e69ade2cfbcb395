import type { PublisherStats } from '#lib/media/publisher.ts'

export type Uplink = 'good' | 'fair' | 'poor'

/**
 * How good the line upwards is. Bit rate alone says little (a still scene needs few); a codec that cannot keep up
 * drops pictures first, a network that cannot drops packets.
 * @param takenFps how many pictures a second the camera takes: fewer than 30 in a dim room
 */
export function uplinkOf({ fps, lostShare, roundTripMs = 0 }: PublisherStats, takenFps = 30): Uplink {
  const sentShare = takenFps > 0 ? fps / takenFps : 1
  if (sentShare < 0.5 || lostShare > 0.08 || roundTripMs > 800) return 'poor'
  if (sentShare < 0.8 || lostShare > 0.02 || roundTripMs > 350) return 'fair'
  return 'good'
}
