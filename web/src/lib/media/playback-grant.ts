/** What the API answers to those who may see a stream that not everybody may see. */
export type Grant = { hlsUrl: string; token: string; renewInSeconds: number }

const retryMs = 30_000

/** The right to see a stream, renewed before it expires for as long as it is used. */
export class PlaybackGrant {
  readonly #ask: () => Promise<Grant>
  #token: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false

  constructor(ask: () => Promise<Grant>) {
    this.#ask = ask
  }

  /** An address to begin with, always with a fresh token. Rejects when one may not see it (any more). */
  async url(): Promise<string> {
    return (await this.#renew()).hlsUrl
  }

  /** An address of the stream with the token that is good now in place of the one it was given with. */
  renewed(url: string): string {
    return this.#token === undefined ? url : url.replace(/([?&]token=)[^&#]*/, `$1${this.#token}`)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  async #renew(): Promise<Grant> {
    clearTimeout(this.#timer)
    const grant = await this.#ask()
    this.#token = grant.token
    this.#again(grant.renewInSeconds * 1000)
    return grant
  }

  #again(afterMs: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.#renew().catch(() => this.#again(retryMs)), afterMs)
  }
}
