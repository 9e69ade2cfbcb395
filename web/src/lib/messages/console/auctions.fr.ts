import { plural } from '../plural.ts'
import type en from './auctions.en.ts'

export default {
  title: 'Enchères',
  text: 'Ce qui a été mis aux enchères, par qui, et la suite. Les maximums restent fermés à tous.',
  product: 'Produit',
  state: 'État',
  price: 'Prix',
  bids: 'Enchères',
  ended: 'Fin',
  seeBids: 'Enchères',
  seeBidsOf: (title) => `Enchères pour ${title}`,
  seeOrder: 'Commande',
  maximum: 'jusqu’à un maximum',
  bid: (amount) => `enchère de ${amount}`,
  leads: (paddle, price) => `La raquette ${paddle} mène à ${price}`,
  kept: 'gardée jusqu’à l’ouverture',
  paddle: (paddle) => `Raquette ${paddle}`,
  start: (amount) => `à partir de ${amount}`,
  reserve: (amount) => `réserve ${amount}`,
  bidders: (count) => plural('fr', count, { one: '# enchérisseur', other: '# enchérisseurs' }),
  states: {
    open: 'En cours',
    charged: 'En attente de paiement',
    offered: 'Proposée au suivant',
    paid: 'Vendue',
    unsold: 'Non vendue',
    cancelled: 'Annulée',
  },
  emptyTitle: 'Aucune vente pour l’instant',
  emptyText: 'L’animateur en lance une depuis le studio, le produit en main.',
  noBids: 'Personne n’a enchéri.',
} satisfies typeof en
