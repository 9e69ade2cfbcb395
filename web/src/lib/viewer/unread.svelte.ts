import { call } from '#lib/api.ts'

/** How many messages wait: asked once a minute at most, however many pages are opened. Browser only. */

const key = 'estrade.unread'
const freshMs = 60_000
export const unread = $state({ count: 0 })

export function noteUnread(personId: string, count: number): void {
  unread.count = count
  try {
    sessionStorage.setItem(key, JSON.stringify({ personId, count, atMs: Date.now() }))
  } catch {
    // Without storage it is asked for on every page.
  }
}

function remembered(personId: string): number | undefined {
  try {
    const known = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    return known.personId === personId && Date.now() - known.atMs < freshMs ? known.count : undefined
  } catch {
    return undefined
  }
}

export async function lookForMessages(personId: string): Promise<void> {
  const known = remembered(personId)
  if (known !== undefined) unread.count = known
  else
    await call('messaging.unread', {}).then(
      (one) => noteUnread(personId, one.unread),
      () => {},
    )
}
