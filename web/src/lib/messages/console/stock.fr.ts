import type en from './stock.en.ts'

const fr: typeof en = {
  title: 'Stock',
  text: 'Disponible : en vente dès maintenant. Réservé : pour quelqu’un qui règle sa commande. En vente flash : mis de côté pour elle.',
  variant: 'Déclinaison',
  free: 'Disponible',
  held: 'Réservé',
  inDrops: 'En vente flash',
  sold: 'Vendu',
  adjust: 'Ajuster',
  adjustOf: (variant: string) => `Ajuster le stock de ${variant}`,
  by: 'Écart',
  byHint: '12 reçues, −3 manquantes',
  reason: 'Motif',
  reasonPlaceholder: 'Livraison, inventaire, casse…',
  after: (free: string) => `${free} disponibles ensuite`,
  tooFew: (free: string) => `Seulement ${free} disponibles.`,
  notZero: 'Combien de pièces reçues ou manquantes ?',
  adjusted: (free: string) => `Stock ajusté : ${free} disponibles`,
  onlyLow: 'Bientôt épuisé',
  lowHint: (count: string) => `${count} disponibles ou moins`,
  emptyTitle: 'Rien à compter pour l’instant',
  emptyText: 'Le stock apparaît avec le premier produit.',
}

export default fr
