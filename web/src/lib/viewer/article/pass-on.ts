/** What brought somebody to an article goes on with them to the show, and the article beside it. */
const carried = ['code', 'inviter', 'utm_source', 'utm_campaign'] as const

export function passOn(path: string, slug: string, came: Pick<URLSearchParams, 'get'>): string {
  const query = new URLSearchParams({ article: slug })
  for (const name of carried) {
    const value = came.get(name)
    if (value) query.set(name, value.slice(0, 80))
  }
  return `${path}?${query}`
}
