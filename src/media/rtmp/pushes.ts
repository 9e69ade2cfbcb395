import { randomBytes } from 'node:crypto'
import type { Take, Tap } from '../feed.ts'
import type { Sample } from '../format.ts'
import type { Target } from './client.ts'
import { Push, type PushState } from './push.ts'

/** A target of a stream, by an id that its keeper gave it. */
export type PushTarget = Target & { id: string }

export type PushesOptions = {
  now: () => Date
  onState(targetId: string, state: PushState | 'stopped', code?: string | undefined, retryInMs?: number): void
}

/** All places that a stream is sent on to. A fault of one costs nothing but itself. */
export class Pushes implements Tap {
  readonly #options: PushesOptions
  readonly #pushes = new Map<string, { target: PushTarget; push: Push }>()
  #take: Take | undefined

  constructor(options: PushesOptions) {
    this.#options = options
  }

  /** From now on, these and no others. Those that stay the same are left alone. */
  set(targets: PushTarget[]): void {
    for (const [id, { target, push }] of this.#pushes) {
      const stays = targets.some((one) => one.id === id && one.url === target.url && one.key === target.key)
      if (stays) continue
      this.#pushes.delete(id)
      push.close()
      this.#options.onState(id, 'stopped')
    }
    for (const target of targets) if (!this.#pushes.has(target.id)) this.#open(target)
  }

  startTake(take: Take): void {
    this.#take = take
    this.#each((push) => push.startTake(take))
  }

  picture(picture: Omit<Sample, 'duration'>): void {
    this.#each((push) => push.picture(picture))
  }

  sound(sample: Sample): void {
    this.#each((push) => push.sound(sample))
  }

  pause(): void {
    this.#take = undefined
    this.#each((push) => push.pause())
  }

  #open(target: PushTarget): void {
    const { id } = target
    const push: Push = new Push({
      target,
      now: this.#options.now,
      random: randomBytes,
      onState: (state, code, retryInMs) => {
        if (this.#pushes.get(id)?.push === push) this.#options.onState(id, state, code, retryInMs)
      },
    })
    this.#pushes.set(id, { target, push })
    if (this.#take) push.startTake(this.#take)
  }

  #each(act: (push: Push) => void): void {
    for (const { push } of this.#pushes.values()) act(push)
  }
}
