/**
 * Lists go by cursor and know no way back, so the URL keeps the trail: `?after=a,b` is the third page, and without its
 * last cursor the second. A trail is cut where it would make the address too long to send.
 */
const trailMost = 20

/** As much of a URL as is needed here: the page's own is read-only. */
export interface Place {
  pathname: string
  searchParams: { get(name: string): string | null; toString(): string }
}

/** The cursor to ask the list with. */
export const cursorOf = (url: Place): string | undefined => trailOf(url).at(-1)

/** Where the pages before and after this one are; `next` is what the list answered. */
export function neighboursOf(url: Place, next: string | null): { previousHref?: string; nextHref?: string } {
  const trail = trailOf(url)
  return {
    ...(trail.length > 0 && { previousHref: withTrail(url, trail.slice(0, -1)) }),
    ...(next !== null && { nextHref: withTrail(url, [...trail, next].slice(-trailMost)) }),
  }
}

const trailOf = (url: Place) => url.searchParams.get('after')?.split(',').filter(Boolean) ?? []

function withTrail(url: Place, trail: string[]): string {
  const query = new URLSearchParams(url.searchParams.toString())
  if (trail.length > 0) query.set('after', trail.join(','))
  else query.delete('after')
  return query.size > 0 ? `${url.pathname}?${query}` : url.pathname
}
