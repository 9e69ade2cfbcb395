import { Refused } from '../../../../../src/lib/client.ts'

/** `stale`: somebody else saved since. `refused`: something in it is not accepted; it stays on this device. */
export type Standing = 'saved' | 'waiting' | 'saving' | 'offline' | 'stale' | 'refused'

type Kept<Content> = { version: number; content: Content }

export type AutosaveNeeds<Content> = {
  save(version: number, content: Content): Promise<{ version: number }>
  /** What the server has now. */
  load(): Promise<Kept<Content>>
  /** Of this device: what was written and not yet saved. */
  store: { get(): string | null; set(value: string): void; remove(): void }
  /** @returns what calls it off */
  later(run: () => void, ms: number): () => void
  changed(): void
}

const pauseMs = 800
const retryMostMs = 30_000

/**
 * Saves what is written as it is written. A text is on this device before it is sent, and stays there until the server
 * has it: neither a lost connection, nor another editor, nor a closed tab loses it.
 */
export class Autosave<Content> {
  standing: Standing = 'saved'
  /** What the last attempt was refused with. */
  refusal: unknown
  version: number
  #content: Content
  #saved: string
  #waits: (() => void) | undefined
  #retryMs = 1000
  #under: Promise<void> | undefined
  readonly #needs: AutosaveNeeds<Content>

  constructor({ version, content }: Kept<Content>, needs: AutosaveNeeds<Content>) {
    this.version = version
    this.#content = content
    this.#saved = stable(content)
    this.#needs = needs
  }

  /** What was written on this device and never reached the server; `theirs`: the server has gone on since. */
  unsaved(): { content: Content; theirs: boolean } | undefined {
    const text = this.#needs.store.get()
    if (!text) return undefined
    try {
      const { version, content } = JSON.parse(text) as Kept<Content>
      if (stable(content) === this.#saved) return undefined
      return { content, theirs: version !== this.version }
    } catch {
      return undefined
    }
  }

  edit(content: Content): void {
    if (stable(content) === stable(this.#content) && this.standing !== 'refused') return
    this.#content = content
    this.#needs.store.set(JSON.stringify({ version: this.version, content }))
    if (this.standing !== 'stale') this.#soon(pauseMs, 'waiting')
  }

  /** Saves now what waits. @returns when the server has it, or has refused it */
  async flush(): Promise<boolean> {
    if (this.standing === 'stale') return false
    this.#waits?.()
    await this.#under
    if (stable(this.#content) !== this.#saved) {
      this.#under = this.#send()
      await this.#under
    }
    return stable(this.#content) === this.#saved
  }

  /** Puts what is here over what somebody else saved. */
  async keepMine(content: Content = this.#content): Promise<boolean> {
    this.#content = content
    const theirs = await this.#needs.load()
    this.version = theirs.version
    this.#saved = stable(theirs.content)
    this.#stand('waiting')
    return this.flush()
  }

  /** Gives up what is here for what somebody else saved. */
  takeTheirs(): void {
    this.#needs.store.remove()
  }

  /** What is here was never saved and the server went on: nothing is sent until somebody chose. */
  holdBack(): void {
    this.#stand('stale')
  }

  async #send(): Promise<void> {
    const content = this.#content
    this.#stand('saving')
    try {
      const { version } = await this.#needs.save(this.version, content)
      this.#has({ version, content })
    } catch (error) {
      await this.#failed(error, content)
    }
  }

  #has({ version, content }: Kept<Content>): void {
    this.version = version
    this.#saved = stable(content)
    this.#retryMs = 1000
    this.refusal = undefined
    if (stable(this.#content) !== this.#saved) {
      this.#needs.store.set(JSON.stringify({ version, content: this.#content }))
      this.#soon(pauseMs, 'waiting')
      return
    }
    this.#needs.store.remove()
    this.#stand('saved')
  }

  async #failed(error: unknown, sent: Content): Promise<void> {
    const code = error instanceof Refused ? error.code : 'edge.unreachable'
    this.refusal = error
    if (code === 'articles.staleVersion') {
      // An answer that was lost on its way is no other editor.
      const now = await this.#needs.load().catch(() => undefined)
      if (now && stable(now.content) === stable(sent)) this.#has({ version: now.version, content: sent })
      else this.#stand('stale')
      return
    }
    const status = error instanceof Refused ? error.status : 0
    if (status >= 400 && status < 500 && status !== 429) this.#stand('refused')
    else {
      this.#soon(this.#retryMs, 'offline')
      this.#retryMs = Math.min(retryMostMs, this.#retryMs * 2)
    }
  }

  #soon(ms: number, standing: Standing): void {
    this.#waits?.()
    const stop = this.#needs.later(() => {
      this.#waits = undefined
      void this.flush()
    }, ms)
    this.#waits = () => {
      this.#waits = undefined
      stop()
    }
    this.#stand(standing)
  }

  #stand(standing: Standing): void {
    this.standing = standing
    this.#needs.changed()
  }
}

/** As text, whatever the order of its fields: the database keeps them in its own. */
export const stable = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
