import { call } from '#lib/api.ts'
import { noticeAssistance } from './assisted.ts'
import { hearTouches, type Touch } from './touch.ts'
import { isUnwilling } from './unwilling.ts'

/** What is touched within this time travels together. */
const togetherMs = 3000

/**
 * Tells the brand how somebody came to a show, and what they touch there. Writes nothing on the device: the viewer's
 * name is the one that the room counts with, and ends with the tab.
 */
export function tellTouches(showId: string, viewer: string): void {
  noticeAssistance()
  if (isUnwilling()) return
  const told: (Touch & { at: number })[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const taken = () => {
    const now = performance.now()
    return told.splice(0, 20).map(({ at, ...one }) => ({ ...one, agoMs: Math.min(60_000, Math.round(now - at)) }))
  }
  function send(came?: ReturnType<typeof cameHow>): void {
    clearTimeout(timer)
    timer = undefined
    const touched = taken()
    if (!came && touched.length === 0) return
    // A figure less is no reason to trouble anybody.
    call('reports.touch', { showId, viewer, touched, ...(came && { came }) }).catch(() => {})
  }
  hearTouches((one) => {
    told.push(one)
    timer ??= setTimeout(() => send(), togetherMs)
  })
  const arrive = () => {
    if (document.visibilityState !== 'visible') return
    document.removeEventListener('visibilitychange', arrive)
    send(cameHow(new URL(location.href), document.referrer))
  }
  // A page that was opened in the background, or ahead of time, has not been visited.
  document.addEventListener('visibilitychange', arrive)
  arrive()
  addEventListener('pagehide', () => {
    if (told.length === 0) return
    const body = new Blob([JSON.stringify({ viewer, touched: taken() })], { type: 'application/json' })
    navigator.sendBeacon(`/api/shows/${showId}/touches`, body)
  })
}

/** The signs of where somebody came from; of the page before only its host. */
export function cameHow(url: URL, referrer: string) {
  const told = {
    code: url.searchParams.get('code'),
    inviter: url.searchParams.get('inviter'),
    utmSource: url.searchParams.get('utm_source'),
    utmCampaign: url.searchParams.get('utm_campaign'),
    article: url.searchParams.get('article'),
    show: url.searchParams.get('from'),
    referrer: URL.canParse(referrer) ? new URL(referrer).host : null,
  }
  const given = Object.entries(told).filter((one): one is [string, string] => Boolean(one[1]))
  return Object.fromEntries(given.map(([name, value]) => [name, value.slice(0, 300)])) as Partial<
    Record<keyof typeof told, string>
  >
}
