import type { Locale } from '../../lib/local-text.ts'
import type { What } from './decide.ts'

/** `{brand}`, `{title}`, `{host}` and `{when}` are filled in; what stands in the inbox has no hour in it. */
type Words = {
  inbox: Record<What, { title: string; body: string }>
  push: Record<What, { title: string; body: string }>
  mail: Record<What, { subject: string; text: string; button: string }>
  when: string
  host: string
  why: string
  unsubscribe: string
}

export const words: Record<Locale, Words> = {
  en: {
    inbox: {
      announced: { title: 'A new show: {title}', body: '{brand}, live with {host}.' },
      started: { title: '{brand} is live', body: '{title}, with {host}. Come in.' },
    },
    push: {
      announced: { title: 'A new show: {title}', body: '{brand}, live with {host}. {when}' },
      started: { title: '{brand} is live', body: '{title}, with {host}. Come in.' },
    },
    mail: {
      announced: {
        subject: '{brand} announces {title}',
        text: 'A new live show is planned. On its page you can ask to be reminded.',
        button: 'See the show',
      },
      started: {
        subject: '{brand} is live: {title}',
        text: 'A show of the brand you follow has just begun.',
        button: 'Watch now',
      },
    },
    when: 'When',
    host: 'With',
    why: 'You get this mail because you follow {brand} and chose its news by e-mail.',
    unsubscribe: 'No more news by e-mail',
  },
  fr: {
    inbox: {
      announced: { title: 'Un nouveau direct : {title}', body: '{brand}, en direct avec {host}.' },
      started: { title: '{brand} est en direct', body: '{title}, avec {host}. Entrez.' },
    },
    push: {
      announced: { title: 'Un nouveau direct : {title}', body: '{brand}, en direct avec {host}. {when}' },
      started: { title: '{brand} est en direct', body: '{title}, avec {host}. Entrez.' },
    },
    mail: {
      announced: {
        subject: '{brand} annonce {title}',
        text: 'Un nouveau direct est prévu. Sur sa page, vous pouvez demander un rappel.',
        button: 'Voir le direct',
      },
      started: {
        subject: '{brand} est en direct : {title}',
        text: 'Un direct de la maison que vous suivez vient de commencer.',
        button: 'Regarder',
      },
    },
    when: 'Quand',
    host: 'Avec',
    why: 'Vous recevez cet e-mail parce que vous suivez {brand} et avez choisi ses nouvelles par e-mail.',
    unsubscribe: 'Ne plus recevoir ces nouvelles par e-mail',
  },
  'zh-Hans': {
    inbox: {
      announced: { title: '新直播：{title}', body: '{brand} 与 {host} 一起直播。' },
      started: { title: '{brand} 正在直播', body: '{title}，主播 {host}。快来吧。' },
    },
    push: {
      announced: { title: '新直播：{title}', body: '{brand} 与 {host} 一起直播。{when}' },
      started: { title: '{brand} 正在直播', body: '{title}，主播 {host}。快来吧。' },
    },
    mail: {
      announced: {
        subject: '{brand} 预告新直播《{title}》',
        text: '一场新的直播已经安排。您可以在直播页面预约提醒。',
        button: '查看直播',
      },
      started: { subject: '{brand} 正在直播：{title}', text: '您关注的品牌刚刚开播。', button: '立即观看' },
    },
    when: '时间',
    host: '主播',
    why: '您收到此邮件，是因为您关注了 {brand} 并选择通过邮件接收动态。',
    unsubscribe: '不再通过邮件接收动态',
  },
}
