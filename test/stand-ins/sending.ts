import type { Clock } from '../../src/lib/clock.ts'

/** One notice on its way, made anew at every try, since some providers sign the moment. */
export type Notice = { url: string; headers: Record<string, string>; body: string }
/** How notices reach the shop: as they should, three times, thirty seconds late, or never. */
export type Manner = 'once' | 'thrice' | 'late' | 'lost'
export type Post = (notice: Notice) => Promise<{ status: number; body: string }>
export type Sending = ReturnType<typeof createSending>

export const postByFetch: Post = async ({ url, headers, body }) => {
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' })
  return { status: response.status, body: await response.text() }
}

type Waiting = { make: () => Notice; dueAt: number; tries: number }
const lateMs = 30_000

/**
 * Sends notices as a provider does, again and again until they are taken.
 * @param pausesMs between the tries; after the last the provider gives up
 * @param isTaken what the provider wants to hear
 */
export function createSending(around: {
  clock: Clock
  post: Post
  pausesMs: readonly number[]
  isTaken: (answer: { status: number; body: string }) => boolean
}) {
  const { clock, post, pausesMs, isTaken } = around
  const waiting: Waiting[] = []
  const answers: { status: number; body: string }[] = []

  async function attempt(one: Waiting): Promise<void> {
    const answer = await post(one.make()).catch((error) => ({ status: 0, body: String(error) }))
    answers.push(answer)
    const pause = pausesMs[one.tries]
    if (isTaken(answer) || pause === undefined) return
    waiting.push({ ...one, tries: one.tries + 1, dueAt: clock.now().getTime() + pause })
  }

  return {
    /** What the shop answered, in order. */
    answers,
    send(make: () => Notice, manner: Manner = 'once'): void {
      if (manner === 'lost') return
      const dueAt = clock.now().getTime() + (manner === 'late' ? lateMs : 0)
      for (let i = 0; i < (manner === 'thrice' ? 3 : 1); i++) waiting.push({ make, dueAt, tries: 0 })
    },
    /** Sends every notice that is due, side by side. @returns how many */
    async deliverDue(): Promise<number> {
      const now = clock.now().getTime()
      const due = waiting.filter(({ dueAt }) => dueAt <= now)
      for (const one of due) waiting.splice(waiting.indexOf(one), 1)
      await Promise.all(due.map(attempt))
      return due.length
    },
  }
}
