import type { PushState } from './rtmp/push.ts'

/** What the media engine tells about streams. Times are ISO 8601 in UTC. */
export type MediaEvent =
  | { type: 'live.started' | 'live.interrupted' | 'live.resumed' | 'live.ended'; streamId: string; at: string }
  | StreamStats
  | { type: 'recording.stopped'; streamId: string; at: string; reason: 'diskFull' | 'diskFailed' | 'diskSlow' }
  | PushNews
  | { type: 'engine.down' | 'engine.up'; at: string }

type StreamStats = {
  type: 'stats'
  streamId: string
  at: string
  videoFps: number
  videoKbps: number
  audioKbps: number
  lastFrameAgeMs: number
  width: number
  height: number
  codec: string
  warnings: StreamWarning[]
}

/** Where the sending on to another server stands; `code` is what ended its last connection. */
type PushNews = {
  type: 'push.changed'
  streamId: string
  targetId: string
  at: string
  state: PushState | 'stopped'
  code?: string
  /** How long it waits before it tries again. */
  retryInMs?: number
}

/**
 * What a host should know of how they send: key pictures come more than four seconds apart; the picture is in a
 * coding that not every browser plays (HEVC, AV1, H.264 with more colour or depth); or in one that has to be converted here, at the cost of a core's fifth.
 */
export type StreamWarning = 'keyFrameInterval' | 'codecNotEverywhere' | 'converted'

/** A structured log, shaped like pino's. */
export type MediaLog = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>
