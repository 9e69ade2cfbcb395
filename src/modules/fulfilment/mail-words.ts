import type { Locale } from '../../lib/local-text.ts'

export type MailKind =
  | 'parcelSent'
  | 'returnAsked'
  | 'returnAccepted'
  | 'returnRefused'
  | 'returnReceived'
  | 'refund'
  | 'readyToCollect'
  | 'collectReminder'

type Said = { subject: string; text: string }
export type MailWords = Record<MailKind, Said> & {
  hello: string
  /** Some of an order is still to come. */
  partSent: string
  parcel: string
  code: string
  collectAt: string
  /** `{until}`: a day. */
  keptUntil: string
  showCode: string
  order: string
  follow: string
  see: string
  sendTo: string
  answer: string
  amount: string
  reason: string
  reasons: Record<string, string>
}

/** `{number}`, `{name}` and `{amount}` are filled in. */
export const mailWords: Record<Locale, MailWords> = {
  en: {
    hello: 'Hello {name},',
    readyToCollect: {
      subject: 'Your order {number} is ready to collect',
      text: 'Your order waits for you in the store. Please show the code below at the counter; whoever shows it is given the order.',
    },
    collectReminder: {
      subject: 'Your order {number} still waits for you',
      text: 'Your order lies ready in the store and nobody has come for it yet. Please show the code below at the counter.',
    },
    code: 'Code',
    collectAt: 'Collect it at:',
    keptUntil: 'We keep it for you until {until}.',
    showCode: 'Show the code',
    parcelSent: { subject: 'Your order {number} is on its way', text: 'Your parcel has left us.' },
    partSent: 'The rest of your order follows in a parcel of its own.',
    returnAsked: {
      subject: 'We have your wish to return: {number}',
      text: 'We have received your wish to send back what is listed below. Please wait for our answer before you send it.',
    },
    returnAccepted: {
      subject: 'Your return is accepted: {number}',
      text: 'You can send it back. Please put your order number into the parcel. We write to you when it has arrived.',
    },
    returnRefused: { subject: 'Your return: {number}', text: 'We cannot take this back. Our reason is below.' },
    returnReceived: {
      subject: 'Your return has arrived: {number}',
      text: 'Your return has arrived. We look at it and then give your money back.',
    },
    refund: {
      subject: 'Order {number}: {amount} are coming back to you',
      text: '{amount} are on their way back to you, by the way you paid. Depending on your bank this takes a few days.',
    },
    parcel: 'Parcel',
    order: 'Order',
    follow: 'Follow the parcel',
    see: 'See your order',
    sendTo: 'Send it to:',
    answer: 'Our answer:',
    amount: 'Amount',
    reason: 'Reason',
    reasons: {
      changedMind: 'Changed their mind',
      wrongSize: 'Wrong size',
      damaged: 'Damaged',
      notAsDescribed: 'Not as described',
      wrongItem: 'Wrong item',
      late: 'Came too late',
      other: 'Another reason',
    },
  },
  fr: {
    hello: 'Bonjour {name},',
    readyToCollect: {
      subject: 'Votre commande {number} est prête à être retirée',
      text: 'Votre commande vous attend en boutique. Présentez le code ci-dessous au comptoir ; elle est remise à qui le présente.',
    },
    collectReminder: {
      subject: 'Votre commande {number} vous attend toujours',
      text: 'Votre commande est prête en boutique et n’a pas encore été retirée. Présentez le code ci-dessous au comptoir.',
    },
    code: 'Code',
    collectAt: 'À retirer ici :',
    keptUntil: 'Nous la gardons pour vous jusqu’au {until}.',
    showCode: 'Afficher le code',
    parcelSent: { subject: 'Votre commande {number} est en route', text: 'Votre colis est parti.' },
    partSent: 'Le reste de votre commande suivra dans un autre colis.',
    returnAsked: {
      subject: 'Nous avons reçu votre demande de retour : {number}',
      text: 'Nous avons bien reçu votre demande de retour pour les articles ci-dessous. Merci d’attendre notre réponse avant de les renvoyer.',
    },
    returnAccepted: {
      subject: 'Votre retour est accepté : {number}',
      text: 'Vous pouvez nous renvoyer les articles. Glissez votre numéro de commande dans le colis. Nous vous écrirons à son arrivée.',
    },
    returnRefused: {
      subject: 'Votre retour : {number}',
      text: 'Nous ne pouvons pas reprendre ces articles. Vous trouverez notre motif ci-dessous.',
    },
    returnReceived: {
      subject: 'Votre retour est arrivé : {number}',
      text: 'Votre retour est arrivé. Nous le vérifions, puis nous vous remboursons.',
    },
    refund: {
      subject: 'Commande {number} : {amount} vous sont remboursés',
      text: '{amount} vous sont remboursés par le moyen de paiement utilisé. Selon votre banque, cela prend quelques jours.',
    },
    parcel: 'Colis',
    order: 'Commande',
    follow: 'Suivre le colis',
    see: 'Voir votre commande',
    sendTo: 'À envoyer à :',
    answer: 'Notre réponse :',
    amount: 'Montant',
    reason: 'Motif',
    reasons: {
      changedMind: 'Changement d’avis',
      wrongSize: 'Mauvaise taille',
      damaged: 'Article abîmé',
      notAsDescribed: 'Pas conforme à la description',
      wrongItem: 'Mauvais article',
      late: 'Arrivé trop tard',
      other: 'Autre motif',
    },
  },
  'zh-Hans': {
    hello: '{name}，您好：',
    readyToCollect: {
      subject: '您的订单 {number} 可以自提了',
      text: '您的订单已在门店备好。请在柜台出示下面的取货码；凭码即可取货。',
    },
    collectReminder: {
      subject: '您的订单 {number} 仍在等您来取',
      text: '您的订单已在门店备好，尚未领取。请在柜台出示下面的取货码。',
    },
    code: '取货码',
    collectAt: '自提门店：',
    keptUntil: '我们为您保留至 {until}。',
    showCode: '出示取货码',
    parcelSent: { subject: '您的订单 {number} 已发货', text: '您的包裹已经寄出。' },
    partSent: '订单中的其余商品将另行寄出。',
    returnAsked: {
      subject: '已收到您的退货申请：{number}',
      text: '我们已收到您对以下商品的退货申请。请等待我们答复后再寄回。',
    },
    returnAccepted: {
      subject: '退货申请已通过：{number}',
      text: '您可以寄回商品。请在包裹中附上订单号。收到后我们会通知您。',
    },
    returnRefused: { subject: '关于您的退货申请：{number}', text: '很抱歉，我们无法受理此次退货，原因如下。' },
    returnReceived: { subject: '已收到您的退货：{number}', text: '您寄回的商品已送达。我们检查后将为您退款。' },
    refund: {
      subject: '订单 {number}：正在退款 {amount}',
      text: '{amount} 正按原支付方式退回。到账时间视银行而定，通常需要几天。',
    },
    parcel: '包裹',
    order: '订单',
    follow: '查看物流',
    see: '查看订单',
    sendTo: '寄回地址：',
    answer: '我们的答复：',
    amount: '金额',
    reason: '原因',
    reasons: {
      changedMind: '不想要了',
      wrongSize: '尺码不合适',
      damaged: '商品破损',
      notAsDescribed: '与描述不符',
      wrongItem: '发错商品',
      late: '送达太晚',
      other: '其他原因',
    },
  },
}
