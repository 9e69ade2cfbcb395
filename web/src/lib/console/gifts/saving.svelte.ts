import { getConsoleWords } from '#lib/messages/context.ts'
import { getToasts } from '#lib/ui/toasts.svelte.ts'
import { refreshAll } from '$app/navigation'
import { refusalText } from '../refusal-text.ts'

/** Saves a form, says how it went, and reads the page again. Ask for it while a component is made. */
export function saving() {
  const [words, toasts] = [getConsoleWords(), getToasts()]
  let busy = $state(false)
  async function during(work: () => Promise<unknown>): Promise<void> {
    busy = true
    try {
      await work()
    } catch (error) {
      toasts.fail(refusalText(words, error))
    }
    busy = false
  }
  return {
    get busy() {
      return busy
    },
    save: (work: () => Promise<unknown>) =>
      during(async () => {
        await work()
        toasts.succeed(words.saved)
        await refreshAll()
      }),
    /** Only fetches something: nothing is read again. */
    fetch: (work: () => Promise<unknown>) => during(work),
  }
}
