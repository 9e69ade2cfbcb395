import type en from './paying.en.ts'

const fr: typeof en = {
  another: 'Payer autrement',
  thisWay: 'Garder ce moyen',
  unavailable: 'Ce moyen de paiement est indisponible pour le moment',
  unavailableText: 'Rien n’a été débité et vos pièces restent réservées. Choisissez un autre moyen.',
  payerUnknown: 'WeChat ne nous a pas dit qui paie',
  payerUnknownText: 'Rien n’a été débité et vos pièces restent réservées. Réessayez, ou choisissez un autre moyen.',
  openText: 'Déjà payé ? Cette page le voit en quelques secondes. Sinon, poursuivez le paiement.',
  pageExpired: 'La page de paiement a expiré',
  pending: 'Votre paiement est en route',
  pendingText:
    'Votre banque ou votre portefeuille l’a reçu. Vos pièces sont gardées jusqu’à son arrivée ; nous vous écrirons alors.',
  inWeChat: 'Payer dans WeChat',
  openingWeChat: 'Ouverture de WeChat Pay',
  openingWeChatText: 'Confirmez dans WeChat. Vous reviendrez ensuite là où vous étiez.',
  notAgreed: 'WeChat attend votre accord',
  notAgreedText: 'Sans lui, le paiement ne peut pas être demandé. Rien n’a été débité.',
  backToOrder: 'Revenir à la commande',
  kept: 'Gardé pour vous',
  expires: (month) => `Jusqu’à ${month}`,
  anotherOf: {
    card: 'Une autre carte',
    wallet: 'Un autre compte',
    bank: 'Un autre compte',
    later: 'Un autre compte',
    cash: 'Un autre moyen',
  },
  atOnce: 'Votre carte enregistrée est débitée dès que vous touchez. Votre banque peut vous demander confirmation.',
  methods: 'Moyens de paiement enregistrés',
  noMethods: 'Aucune carte enregistrée',
  noMethodsText: 'Cochez « garder cette carte » sur la page de paiement : la prochaine fois, deux gestes suffisent.',
  forget: (label) => `Retirer ${label}`,
  payBefore: (time) => `Vos pièces sont réservées jusqu’à ${time}.`,
}

export default fr
