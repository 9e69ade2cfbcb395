import type { Locale } from '#lib/locale.ts'

type Words = {
  follow: string
  following: string
  followHost: (name: string) => string
  followingHost: (name: string) => string
  /** Once one follows: where the news arrives. */
  choose: string
}

/** Not among the words of all viewers' pages: those come with every room. */
const words: Record<Locale, Words> = {
  en: {
    follow: 'Follow',
    following: 'Following',
    followHost: (name) => `Follow ${name}`,
    followingHost: (name) => `Following ${name}`,
    choose: 'How news reaches you',
  },
  fr: {
    follow: 'Suivre',
    following: 'Maison suivie',
    followHost: (name) => `Suivre ${name}`,
    followingHost: (name) => `${name} : suivi`,
    choose: 'Comment recevoir ses nouvelles',
  },
  'zh-Hans': {
    follow: '关注',
    following: '已关注',
    followHost: (name) => `关注 ${name}`,
    followingHost: (name) => `已关注 ${name}`,
    choose: '选择接收方式',
  },
}

export const followWords = (locale: Locale) => words[locale]
