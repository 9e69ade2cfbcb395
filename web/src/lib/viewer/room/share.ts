import type { ViewerWords } from '#lib/messages/load.ts'
import type { Toasts } from '#lib/ui/toasts.svelte.ts'
import { touch } from '../touch.ts'

/** Offers the page that is open, and says so when it was only copied. */
export async function offerPage(title: string, words: ViewerWords, toasts: Toasts): Promise<void> {
  const done = await share(title)
  if (done !== 'nothing') touch('share')
  if (done === 'copied') toasts.say(words.linkCopied)
}

/** Offers the page to the device's own sharing; where there is none, copies its address. @returns what happened */
async function share(title: string): Promise<'shared' | 'copied' | 'nothing'> {
  const url = location.origin + location.pathname
  if (navigator.share) {
    const shared = await navigator.share({ title, url }).then(
      () => true,
      (error: unknown) => error instanceof DOMException && error.name === 'AbortError',
    )
    if (shared) return 'shared'
  }
  return navigator.clipboard.writeText(url).then(
    () => 'copied',
    () => 'nothing',
  )
}
