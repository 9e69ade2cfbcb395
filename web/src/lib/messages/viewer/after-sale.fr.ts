import type en from './after-sale.en.ts'

const fr: typeof en = {
  parcels: 'Colis',
  parcelNumber: (number: number) => `Colis ${number}`,
  follow: 'Suivre le colis',
  sendBack: 'Renvoyer un article',
  sendBackUntil: (day: string) => `Possible jusqu’au ${day}.`,
  sendBackAsk: 'Demander le retour',
  sendBackWhat: 'Que souhaitez-vous renvoyer ?',
  why: 'Pourquoi',
  words: 'Un mot pour nous',
  asked: 'Nous avons votre demande. Vous recevrez notre réponse par e-mail.',
  withdraw: 'Finalement, je le garde',
  withdrawn: 'Vous le gardez',
  sendTo: 'À envoyer à',
  invoices: 'Factures',
  chooseSome: 'Choisissez au moins un article.',
  states: {
    asked: 'En attente de réponse',
    accepted: 'Accepté : vous pouvez renvoyer',
    refused: 'Non accepté',
    withdrawn: 'Finalement gardé',
    received: 'Arrivé ; le remboursement suit',
    refunded: 'Remboursé',
  },
  reasons: {
    changedMind: 'J’ai changé d’avis',
    wrongSize: 'Mauvaise taille',
    damaged: 'Il est abîmé',
    notAsDescribed: 'Pas conforme à la description',
    wrongItem: 'J’ai reçu autre chose',
    late: 'Arrivé trop tard',
    other: 'Autre raison',
  },
  kinds: { invoice: 'Facture', credit: 'Avoir' },
}

export default fr
