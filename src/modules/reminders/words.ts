import type { Locale } from '../../lib/local-text.ts'
import type { Kind } from './decide.ts'

/** `{brand}`, `{title}`, `{host}`, `{when}` and `{time}` are filled in. */
type Words = {
  push: Record<Kind, { title: string; body: string }>
  /** Without hours: they stand beside it. Of a start and of what is called off, it says what a push says. */
  inbox: Record<'soon' | 'moved', { title: string; body: string }>
  mail: Record<Kind | 'confirm' | 'already', { subject: string; text: string; button: string }>
  when: string
  host: string
  unsubscribe: string
  why: string
  whyConfirm: string
  alarm: string
}

export const words: Record<Locale, Words> = {
  en: {
    push: {
      soon: { title: '{title}, today at {time}', body: '{brand} goes live in two hours, with {host}.' },
      started: { title: '{brand} is live', body: '{title}, with {host}. Come in.' },
      moved: { title: '{title} has a new time', body: 'Now {when}. We will remind you.' },
      cancelled: { title: '{title} will not take place', body: '{brand} has called the show off.' },
    },
    inbox: {
      soon: { title: '{title} begins soon', body: '{brand} goes live, with {host}.' },
      moved: { title: '{title} has a new time', body: '{brand} has moved the show. We will remind you.' },
    },
    mail: {
      confirm: {
        subject: 'Shall we remind you of {title}?',
        text: 'Somebody, probably you, wants to be reminded of this show at this address. One tap and it is settled.',
        button: 'Yes, remind me',
      },
      already: {
        subject: 'We will remind you of {title}',
        text: 'You asked again: everything is set. We write two hours before the show, and when it starts.',
        button: 'See the show',
      },
      soon: {
        subject: '{title}, today at {time}',
        text: '{brand} goes live soon, as you wished to know.',
        button: 'See the show',
      },
      started: {
        subject: '{brand} is live: {title}',
        text: 'The show you were waiting for has begun.',
        button: 'Watch now',
      },
      moved: {
        subject: '{title} has a new time',
        text: 'The show you were waiting for has moved. We will remind you at its new time; the attached appointment replaces the one in your calendar.',
        button: 'See the show',
      },
      cancelled: {
        subject: '{title} will not take place',
        text: '{brand} has called off the show you were waiting for. You will hear nothing more of it.',
        button: 'Other shows',
      },
    },
    when: 'When',
    host: 'With',
    unsubscribe: 'No more about this show',
    why: 'You get this mail because you asked to be reminded of this one show. It says nothing else, and ends with the show.',
    whyConfirm: 'If it was not you, do nothing: without your tap you will hear nothing more of it.',
    alarm: '{brand} goes live in 15 minutes',
  },
  fr: {
    push: {
      soon: { title: '{title}, aujourd’hui à {time}', body: '{brand} est en direct dans deux heures, avec {host}.' },
      started: { title: '{brand} est en direct', body: '{title}, avec {host}. Entrez.' },
      moved: { title: '{title} change d’horaire', body: 'Désormais {when}. Nous vous le rappellerons.' },
      cancelled: { title: '{title} n’aura pas lieu', body: '{brand} a annulé ce direct.' },
    },
    inbox: {
      soon: { title: '{title} commence bientôt', body: '{brand} sera en direct, avec {host}.' },
      moved: { title: '{title} change d’horaire', body: '{brand} a déplacé ce direct. Nous vous le rappellerons.' },
    },
    mail: {
      confirm: {
        subject: 'Vous rappeler {title} ?',
        text: 'Quelqu’un, sans doute vous, souhaite que nous rappelions ce direct à cette adresse. Un geste, et c’est entendu.',
        button: 'Oui, rappelez-le-moi',
      },
      already: {
        subject: 'Nous vous rappellerons {title}',
        text: 'Vous l’avez demandé de nouveau : tout est en place. Nous vous écrivons deux heures avant le direct, puis à son début.',
        button: 'Voir le direct',
      },
      soon: {
        subject: '{title}, aujourd’hui à {time}',
        text: '{brand} est bientôt en direct, comme vous souhaitiez le savoir.',
        button: 'Voir le direct',
      },
      started: {
        subject: '{brand} est en direct : {title}',
        text: 'Le direct que vous attendiez a commencé.',
        button: 'Regarder',
      },
      moved: {
        subject: '{title} change d’horaire',
        text: 'Le direct que vous attendiez est déplacé. Nous vous le rappellerons à sa nouvelle heure ; le rendez-vous joint remplace celui de votre agenda.',
        button: 'Voir le direct',
      },
      cancelled: {
        subject: '{title} n’aura pas lieu',
        text: '{brand} a annulé le direct que vous attendiez. Vous n’en entendrez plus parler.',
        button: 'Les autres directs',
      },
    },
    when: 'Quand',
    host: 'Avec',
    unsubscribe: 'Ne plus rien recevoir sur ce direct',
    why: 'Vous recevez ce message parce que vous avez demandé un rappel de ce seul direct. Il ne dit rien d’autre et s’arrête avec lui.',
    whyConfirm: 'Si ce n’était pas vous, ne faites rien : sans votre geste, vous n’en entendrez plus parler.',
    alarm: '{brand} est en direct dans 15 minutes',
  },
  'zh-Hans': {
    push: {
      soon: { title: '{title} 今天 {time}', body: '两小时后，{brand} 与 {host} 一起开播。' },
      started: { title: '{brand} 正在直播', body: '{title}，主播 {host}。快来吧。' },
      moved: { title: '{title} 改了时间', body: '新时间：{when}。我们会提醒您。' },
      cancelled: { title: '{title} 已取消', body: '{brand} 取消了这场直播。' },
    },
    inbox: {
      soon: { title: '《{title}》即将开播', body: '{brand} 与 {host} 一起开播。' },
      moved: { title: '《{title}》改了时间', body: '{brand} 调整了直播时间。我们会提醒您。' },
    },
    mail: {
      confirm: {
        subject: '要提醒您观看《{title}》吗？',
        text: '有人（应该就是您）希望用这个邮箱接收本场直播的提醒。轻点一下即可确认。',
        button: '是的，请提醒我',
      },
      already: {
        subject: '我们会提醒您观看《{title}》',
        text: '您再次提出了请求：一切已就绪。我们会在开播前两小时和开播时给您写信。',
        button: '查看直播',
      },
      soon: {
        subject: '《{title}》今天 {time} 开播',
        text: '如您所愿，提醒您：{brand} 即将开播。',
        button: '查看直播',
      },
      started: { subject: '{brand} 正在直播：{title}', text: '您等待的直播已经开始。', button: '立即观看' },
      moved: {
        subject: '《{title}》改了时间',
        text: '您等待的直播改了时间。到时我们会再提醒您；附件中的日程会替换您日历里原来的那一条。',
        button: '查看直播',
      },
      cancelled: {
        subject: '《{title}》已取消',
        text: '{brand} 取消了您等待的直播。之后不会再有相关消息。',
        button: '其他直播',
      },
    },
    when: '时间',
    host: '主播',
    unsubscribe: '不再接收本场直播的消息',
    why: '您收到此邮件，是因为您请求过这一场直播的提醒。它不含其他内容，直播结束即止。',
    whyConfirm: '如果不是您本人，请忽略：不点确认，就不会再收到相关消息。',
    alarm: '15 分钟后 {brand} 开播',
  },
}
