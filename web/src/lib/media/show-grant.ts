import { call } from '#lib/api.ts'
import { PlaybackGrant } from './playback-grant.ts'

/** The right to see a guarded show, asked for anew for as long as it is watched. */
export const showGrant = (showId: string) => new PlaybackGrant(() => call('shows.playback', { showId }))
