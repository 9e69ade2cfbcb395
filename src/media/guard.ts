import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Gate } from './hls/serve.ts'

/**
 * Tokens of viewers. One says which stream until when, and nothing about whom: all who get one in the same hour share
 * it, and so do caches in front of us.
 */
const tokenBytes = 16

/** A token for one stream that is good until `expiresAtMs`, rounded up to the second. */
export function signPlayback(secret: string, streamId: string, expiresAtMs: number): string {
  const until = Math.ceil(expiresAtMs / 1000).toString(36)
  return `${until}.${macOf(secret, streamId, until).toString('base64url')}`
}

const hourMs = 3_600_000

/** What a player needs for a stream under guard: addresses (paths), and when to ask for the next ones. */
export type PlaybackGrant = {
  hlsUrl: string
  whepUrl: string
  token: string
  expiresAt: string
  renewInSeconds: number
}

/**
 * A grant that ends with the next hour but one, so between one and two hours from now: all who ask in the same hour
 * get the same. It is to be renewed in its last half hour, at an instant that differs from player to player.
 * @param spread 0 to 1, by chance
 */
export function grantPlayback(secret: string, streamId: string, nowMs: number, spread: number): PlaybackGrant {
  const expiresAtMs = (Math.floor(nowMs / hourMs) + 2) * hourMs
  const token = signPlayback(secret, streamId, expiresAtMs)
  return {
    hlsUrl: `/hls/${streamId}/master.m3u8?token=${token}`,
    whepUrl: `/whep/${streamId}?token=${token}`,
    token,
    expiresAt: new Date(expiresAtMs).toISOString(),
    renewInSeconds: Math.floor((expiresAtMs - nowMs - hourMs * (0.1 + 0.4 * spread)) / 1000),
  }
}

/** Whether a token is one of ours, for this stream, and still good. */
export function playbackIsSigned(secret: string, streamId: string, token: string, nowMs: number): boolean {
  const [, until = '', mac = ''] = /^([\da-z]{1,10})\.([\w-]{22})$/.exec(token) ?? []
  if (until === '' || Number.parseInt(until, 36) * 1000 <= nowMs) return false
  return timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(secret, streamId, until))
}

function macOf(secret: string, streamId: string, until: string): Buffer {
  return createHmac('sha256', secret).update(`playback ${streamId} ${until}`).digest().subarray(0, tokenBytes)
}

/** Who may play what: streams under guard need a token, and pages of others may not show any where a list says so. */
export class Guard {
  readonly #guarded = new Set<string>()
  readonly #secret: string
  readonly #pages: ReadonlySet<string>
  readonly #now: () => Date

  /** `pages`: origins whose pages may show streams, such as `https://shop.example`; none means all. */
  constructor(options: { secret: string; pages: string[]; now: () => Date }) {
    this.#secret = options.secret
    this.#pages = new Set(options.pages)
    this.#now = options.now
  }

  set(streamId: string, guarded: boolean): void {
    if (guarded) this.#guarded.add(streamId)
    else this.#guarded.delete(streamId)
  }

  readonly gate: Gate = (streamId, { headers }, query) => {
    if (!this.#pageMay(headers.origin ?? headers.referer)) return 403
    if (!this.#guarded.has(streamId)) return undefined
    const token = new URLSearchParams(query).get('token') ?? ''
    return playbackIsSigned(this.#secret, streamId, token, this.#now().getTime()) ? undefined : 403
  }

  /** Players that say nothing of their page (native ones, mostly) are let in: this stops pages, not programs. */
  #pageMay(page: string | undefined): boolean {
    if (this.#pages.size === 0 || page === undefined) return true
    const origin = URL.parse(page)?.origin
    return origin !== undefined && this.#pages.has(origin)
  }
}
