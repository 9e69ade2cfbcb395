import type en from './price.en.ts'

export default {
  code: 'Code',
  haveCode: 'J’ai un code',
  applyCode: 'Appliquer',
  codeApplied: (code) => `Le code ${code} est appliqué.`,
  gift: 'Cadeau',
  member: 'Prix de votre compte',
  taxAdded: 'Taxes',
  noTax: 'Sans TVA',
  exported: 'Des droits et taxes peuvent être dus à l’arrivée.',
  lowest: (price) => `Prix le plus bas des 30 derniers jours : ${price}`,
  whyNot: {
    unknownCode: () => 'Ce code n’existe pas.',
    notYet: () => 'Il n’est pas encore valable.',
    over: () => 'Il n’est plus valable.',
    notLive: () => 'Il ne vaut que pendant le direct.',
    usedUp: () => 'Il est épuisé.',
    usedByYou: () => 'Vous l’avez déjà utilisé.',
    notNew: () => 'Il est réservé à une première commande.',
    otherCurrency: () => 'Il ne vaut pas dans cette devise.',
    otherProducts: () => 'Il ne vaut pas pour ce qui est dans votre panier.',
    belowLeast: (missing) => `Encore ${missing} et il s’applique.`,
    giftGone: () => 'Le cadeau est épuisé.',
    otherIsBetter: () => 'Vous profitez déjà de mieux, et il ne se cumule pas.',
  },
} satisfies typeof en
