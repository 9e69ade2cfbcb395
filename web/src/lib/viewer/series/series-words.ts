import type { Locale } from '#lib/locale.ts'

/** Not among the words of all viewers' pages: those come with every room. */
const words = {
  en: {
    series: 'Series',
    follow: 'Follow the series',
    following: 'Following',
    rhythm: (weeks: number, day: string, time: string) =>
      weeks === 1 ? `Every ${day} at ${time}` : `Every ${weeks} weeks, ${day} at ${time}`,
    next: (when: string) => `Next: ${when}`,
    liveNow: 'Live now',
    coming: 'Coming shows',
    replays: 'To see again',
    nothing: 'No show is announced yet',
    nothingText: 'Follow the series: it returns.',
  },
  fr: {
    series: 'Séries',
    follow: 'Suivre la série',
    following: 'Série suivie',
    rhythm: (weeks: number, day: string, time: string) =>
      weeks === 1 ? `Chaque ${day} à ${time}` : `Toutes les ${weeks} semaines, ${day} à ${time}`,
    next: (when: string) => `Prochain : ${when}`,
    liveNow: 'En direct',
    coming: 'Prochains lives',
    replays: 'À revoir',
    nothing: 'Aucun live n’est encore annoncé',
    nothingText: 'Suivez la série : elle revient.',
  },
  'zh-Hans': {
    series: '系列',
    follow: '关注系列',
    following: '已关注',
    rhythm: (weeks: number, day: string, time: string) =>
      weeks === 1 ? `每${day} ${time}` : `每 ${weeks} 周，${day} ${time}`,
    next: (when: string) => `下一场：${when}`,
    liveNow: '正在直播',
    coming: '即将开播',
    replays: '回放',
    nothing: '还没有预告',
    nothingText: '关注系列，它会再来。',
  },
} satisfies Record<Locale, unknown>

export const seriesWords = (locale: Locale): (typeof words)['en'] => words[locale]

/** The hour of a series as its brand's clock shows it; 2024 began on a Monday. */
export const rhythmOf = (
  { everyWeeks, weekday, atTime }: { everyWeeks: number; weekday: number; atTime: string },
  locale: Locale,
): string => {
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' }).format(Date.UTC(2024, 0, weekday))
  return seriesWords(locale).rhythm(everyWeeks, day, atTime)
}
