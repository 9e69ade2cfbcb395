/*
 * The show as an appointment (RFC 5545). The same UID and a higher SEQUENCE replace the entry that a calendar has.
 */

export type Appointment = {
  uid: string
  sequence: number
  cancelled: boolean
  startsAt: Date
  minutes: number
  title: string
  text: string
  url: string
  organiser: string
  /** What the alarm says, a quarter of an hour before. */
  alarm: string
  at: Date
}

const stamp = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/** §3.3.11 */
const escaped = (text: string) => text.replace(/([\\;,])/g, '\\$1').replace(/\r?\n/g, '\\n')

/** §3.1: no line is longer than 75 octets, and no character is cut. */
export function folded(line: string): string {
  const lines: string[] = []
  let part = ''
  let size = 0
  for (const char of line) {
    const bytes = Buffer.byteLength(char)
    if (size + bytes > 75) {
      lines.push(part)
      part = ' '
      size = 1
    }
    part += char
    size += bytes
  }
  return [...lines, part].join('\r\n')
}

/** `PUBLISH`, or `CANCEL` for one that will not be. */
export const methodOf = ({ cancelled }: Pick<Appointment, 'cancelled'>) => (cancelled ? 'CANCEL' : 'PUBLISH')

export function calendarOf(one: Appointment): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Estrade//Shows//EN', 'CALSCALE:GREGORIAN'],
    `METHOD:${methodOf(one)}`,
    // Calendars that subscribe look again every hour (RFC 7986 §5.7).
    ...['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H', `X-WR-CALNAME:${escaped(one.organiser)}`],
    ...['BEGIN:VEVENT', `UID:${one.uid}`, `DTSTAMP:${stamp(one.at)}`, `SEQUENCE:${one.sequence}`],
    `DTSTART:${stamp(one.startsAt)}`,
    `DTEND:${stamp(new Date(one.startsAt.getTime() + one.minutes * 60_000))}`,
    `SUMMARY:${escaped(one.title)}`,
    `DESCRIPTION:${escaped(`${one.text}\n\n${one.url}`.trim())}`,
    ...[`URL:${one.url}`, `LOCATION:${escaped(one.url)}`, `STATUS:${one.cancelled ? 'CANCELLED' : 'CONFIRMED'}`],
    ...['TRANSP:OPAQUE', ...(one.cancelled ? [] : alarmLines(one)), 'END:VEVENT', 'END:VCALENDAR'],
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const alarmLines = ({ alarm }: Appointment) => [
  ...['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(alarm)}`, 'TRIGGER:-PT15M', 'END:VALARM'],
]
