import { getConsoleWords } from '#lib/messages/context.ts'
import { getToasts } from '#lib/ui/toasts.svelte.ts'
import { refreshAll } from '$app/navigation'
import { refusalText } from '../refusal-text.ts'

/** Saves a form, says how it went, and reads the page again. Ask for it while a component is made. */
export function saving() {
  const [words, toasts] = [getConsoleWords(), getToasts()]
  let busy = $state(false)
  return {
    get busy() {
      return busy
    },
    async save(work: () => Promise<unknown>): Promise<void> {
      busy = true
      try {
        await work()
        toasts.succeed(words.saved)
        await refreshAll()
      } catch (error) {
        toasts.fail(refusalText(words, error))
      }
      busy = false
    },
  }
}
