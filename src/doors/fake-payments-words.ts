import type { Behaviour } from './fake-payments-cards.ts'

type Words = {
  language: string
  fake: string
  pay: string
  order: string
  to: string
  card: string
  expiry: string
  code: string
  keep: string
  payAmount: (amount: string) => string
  cancel: string
  otherCards: string
  cards: Record<Behaviour, string>
  unknownCard: string
  badExpiry: string
  badCode: string
  confirmTitle: string
  confirmText: (amount: string) => string
  approve: string
  fail: string
  finished: string
  finishedText: string
  back: string
  unknown: string
  unknownText: string
}

const en: Words = {
  language: 'en',
  fake: 'Practice payment: this page is a fake. No card is charged and no money moves.',
  pay: 'Pay',
  order: 'Order',
  to: 'To',
  card: 'Card number',
  expiry: 'Expiry (MM / YY)',
  code: 'Security code',
  keep: 'Keep this card for my next purchases',
  payAmount: (amount) => `Pay ${amount}`,
  cancel: 'Cancel and go back',
  otherCards: 'Try another outcome',
  cards: {
    pays: 'Pays',
    declines: 'Is declined',
    asks: 'Asks for 3-D Secure',
    late: 'Pays; the shop hears of it 8 seconds late',
    lost: 'Pays; the shop is never told and has to ask',
    thrice: 'Pays; the shop is told three times',
    disputed: 'Pays; its holder goes to the bank and asks the money back',
  },
  unknownCard: 'This is not one of the practice cards. Never type a real card here.',
  badExpiry: 'Enter a month that is not over, such as 12 / 34.',
  badCode: 'Enter three or four digits.',
  confirmTitle: 'Is it you?',
  confirmText: (amount) => `Your (fake) bank would like you to confirm the payment of ${amount}.`,
  approve: 'Yes, it is me',
  fail: 'No, refuse the payment',
  finished: 'This payment is finished',
  finishedText: 'There is nothing more to do here.',
  back: 'Back to the shop',
  unknown: 'There is no such payment',
  unknownText: 'The address of this page is not complete, or the payment is not known here.',
}

const fr: Words = {
  language: 'fr',
  fake: 'Paiement d’essai : cette page est factice. Aucune carte n’est débitée, aucun argent ne circule.',
  pay: 'Payer',
  order: 'Commande',
  to: 'À',
  card: 'Numéro de carte',
  expiry: 'Expire (MM / AA)',
  code: 'Code de sécurité',
  keep: 'Garder cette carte pour mes prochains achats',
  payAmount: (amount) => `Payer ${amount}`,
  cancel: 'Annuler et revenir',
  otherCards: 'Essayer une autre issue',
  cards: {
    pays: 'Est acceptée',
    declines: 'Est refusée',
    asks: 'Demande 3-D Secure',
    late: 'Est acceptée ; la boutique l’apprend 8 secondes plus tard',
    lost: 'Est acceptée ; la boutique n’en sait rien et doit demander',
    thrice: 'Est acceptée ; la boutique l’apprend trois fois',
    disputed: 'Est acceptée ; son titulaire conteste ensuite auprès de sa banque',
  },
  unknownCard: 'Ce n’est pas une carte d’essai. Ne saisissez jamais une vraie carte ici.',
  badExpiry: 'Indiquez un mois qui n’est pas passé, par exemple 12 / 34.',
  badCode: 'Indiquez trois ou quatre chiffres.',
  confirmTitle: 'Est-ce bien vous ?',
  confirmText: (amount) => `Votre banque (factice) vous demande de confirmer le paiement de ${amount}.`,
  approve: 'Oui, c’est moi',
  fail: 'Non, refuser le paiement',
  finished: 'Ce paiement est terminé',
  finishedText: 'Il n’y a plus rien à faire ici.',
  back: 'Retour à la boutique',
  unknown: 'Ce paiement n’existe pas',
  unknownText: 'L’adresse de cette page est incomplète, ou ce paiement est inconnu ici.',
}

const zh: Words = {
  language: 'zh-Hans',
  fake: '练习付款：本页面是模拟的，不会扣款，也没有任何资金往来。',
  pay: '付款',
  order: '订单',
  to: '收款方',
  card: '卡号',
  expiry: '有效期（月 / 年）',
  code: '安全码',
  keep: '保存此卡，方便下次购买',
  payAmount: (amount) => `支付 ${amount}`,
  cancel: '取消并返回',
  otherCards: '试试其他结果',
  cards: {
    pays: '支付成功',
    declines: '被拒绝',
    asks: '要求 3-D Secure 验证',
    late: '支付成功；商店 8 秒后才收到通知',
    lost: '支付成功；商店收不到通知，需自行查询',
    thrice: '支付成功；商店会收到三次通知',
    disputed: '支付成功；持卡人随后向银行提出争议',
  },
  unknownCard: '这不是练习卡。请勿在此输入真实卡号。',
  badExpiry: '请输入未过期的月份，例如 12 / 34。',
  badCode: '请输入三位或四位数字。',
  confirmTitle: '是您本人吗？',
  confirmText: (amount) => `您的（模拟）银行请您确认支付 ${amount}。`,
  approve: '是，是我本人',
  fail: '不是，拒绝付款',
  finished: '此付款已结束',
  finishedText: '这里没有其他需要您做的了。',
  back: '返回商店',
  unknown: '没有这笔付款',
  unknownText: '页面地址不完整，或此处没有这笔付款。',
}

export type { Words }

/** The words for a locale such as `fr`, `zh-Hans`, `zh-CN`; English for anything else. */
export function wordsFor(locale: string | undefined): Words {
  if (locale?.startsWith('fr')) return fr
  return locale?.startsWith('zh') ? zh : en
}
