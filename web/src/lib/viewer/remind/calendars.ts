import type { LocalText } from '#src/lib/local-text.ts'

/** What is said of a show that is to come. */
export type Coming = {
  showId: string
  title: LocalText
  description: LocalText
  startsAt: string | null
}

export const calendarFile = (showId: string, locale: string) => `/api/shows/${showId}/calendar.ics?locale=${locale}`

const hourMs = 3_600_000
const stamp = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/** Google's own page, with the appointment filled in. */
export function googleCalendar(wish: { title: string; text: string; startsAt: string; url: string }): string {
  const from = Date.parse(wish.startsAt)
  const query = new URLSearchParams({
    action: 'TEMPLATE',
    text: wish.title,
    dates: `${stamp(from)}/${stamp(from + hourMs)}`,
    details: `${wish.text}\n\n${wish.url}`,
    location: wish.url,
  })
  return `https://calendar.google.com/calendar/render?${query}`
}
