import { call } from '#lib/api.ts'
import { viewerId } from '../room/viewer-id.ts'
import { isUnwilling } from '../unwilling.ts'
import { Reader } from './reader.ts'

/**
 * Tells the brand that a person read an article. Writes nothing on the device but the tab's own name, which the room
 * counts with too. @returns what ends it
 */
export function tellReading(articleId: string, article: HTMLElement): () => void {
  if (isUnwilling()) return () => {}
  const reader = new Reader(
    // A figure less is no reason to trouble anybody.
    () => void call('articles.read', { articleId, viewer: viewerId() }).catch(() => {}),
    {
      now: () => performance.now(),
      later(run, ms) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    },
  )
  const look = () => reader.seen(document.visibilityState === 'visible')
  const scroll = () => {
    const { top, height } = article.getBoundingClientRect()
    reader.scrolled((innerHeight - top) / height)
  }
  document.addEventListener('visibilitychange', look)
  addEventListener('scroll', scroll, { passive: true })
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    removeEventListener('scroll', scroll)
    reader.seen(false)
  }
}
