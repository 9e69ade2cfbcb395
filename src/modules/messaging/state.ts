/*
 * Who wants what: pure, so that the page of preferences and the server say the same.
 */

/** What a message is about: a show somebody asked to be reminded of, news of whom they follow, offers, their orders. */
export const kinds = ['asked', 'news', 'offers', 'orders'] as const
export const channels = ['push', 'email', 'inbox'] as const
export type Kind = (typeof kinds)[number]
export type Channel = (typeof channels)[number]

/** How long a message is kept. */
export const keptDays = 180
/** When news and offers wait for people who have chosen no quiet hours: minutes of the day. */
export const houseQuiet = { from: 22 * 60, until: 8 * 60 } as const

/** Mails about an order are a part of it; nothing of an order comes by push. */
export const isFixed = (kind: Kind, channel: Channel) => kind === 'orders' && channel !== 'inbox'

/**
 * What holds where nothing was chosen. Whoever asked for a reminder chose its channel; news and offers come to the
 * inbox, and by push or e-mail only to those who said so (ePrivacy Directive, article 13: consent before).
 */
export const byDefault = (kind: Kind, channel: Channel): boolean => {
  if (kind === 'orders') return channel !== 'push'
  return kind === 'asked' || channel === 'inbox'
}

export const wants = (kind: Kind, channel: Channel, chosen: boolean | undefined): boolean =>
  isFixed(kind, channel) || chosen === undefined ? byDefault(kind, channel) : chosen
