/**
 * Many callers want one row at the same instant. Calls for the same key are collected while the previous batch of
 * that key is under way, become one batch, and each caller is answered only after `run` has returned, that is after
 * COMMIT.
 *
 * Measured on two cores, load generator included: one transaction a call 2,500/s, one statement a batch 40,000/s.
 */
export type Batch<Key, Wish, Answer> = {
  (key: Key, wish: Wish): Promise<Answer>
  /** Wishes waiting or under way, over all keys. */
  pending(): number
}

type Waiting<Wish, Answer> = { wish: Wish; resolve(answer: Answer): void; reject(error: unknown): void }

/**
 * @param run decides and commits one batch; answers in the order of the wishes. If it throws, every caller of the
 *   batch is told, and nothing of it may have been committed.
 * @param most the most wishes in one batch
 */
export function batch<Key, Wish, Answer>(
  run: (key: Key, wishes: Wish[]) => Promise<Answer[]>,
  most = 1000,
): Batch<Key, Wish, Answer> {
  const queues = new Map<Key, Waiting<Wish, Answer>[]>()
  let pending = 0

  async function drain(key: Key, queue: Waiting<Wish, Answer>[]) {
    // One turn of the event loop, so that callers of the same instant travel together from the first batch on.
    await new Promise<void>((next) => setImmediate(next))
    while (queue.length > 0) {
      const taken = queue.splice(0, most)
      try {
        const answers = await run(
          key,
          taken.map((one) => one.wish),
        )
        if (answers.length !== taken.length) throw new Error(`${taken.length} wishes got ${answers.length} answers`)
        taken.forEach((one, i) => {
          one.resolve(answers[i]!)
        })
      } catch (error) {
        for (const one of taken) one.reject(error)
      }
      pending -= taken.length
    }
    queues.delete(key)
  }

  const ask = (key: Key, wish: Wish) =>
    new Promise<Answer>((resolve, reject) => {
      pending++
      const queue = queues.get(key)
      if (queue) {
        queue.push({ wish, resolve, reject })
      } else {
        const started = [{ wish, resolve, reject }]
        queues.set(key, started)
        void drain(key, started)
      }
    })
  return Object.assign(ask, { pending: () => pending })
}
