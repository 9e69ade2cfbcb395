import type en from './pay-link.en.ts'

const fr: typeof en = {
  title: (brand: string) => `Réservé pour vous chez ${brand}`,
  until: (when: string) => `Ces pièces vous sont gardées jusqu’au ${when}, à ces prix.`,
  states: {
    ordered: 'Il a été rempli et attend le paiement.',
    paid: 'C’est payé. Merci.',
    expired: 'Le délai est passé, et les pièces sont à nouveau en vente.',
    cancelled: 'Il a été annulé.',
  },
  orderedText: 'Payez dans le navigateur où il a été rempli, ou demandez un nouveau lien à la maison.',
  toOrder: 'Voir la commande',
  toShop: 'À la boutique',
  deadTitle: 'Ce lien n’ouvre rien',
  deadText: 'Il est peut-être mal recopié. Demandez-en un autre à la maison.',
}

export default fr
