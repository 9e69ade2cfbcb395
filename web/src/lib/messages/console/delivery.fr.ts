import type en from './delivery.en.ts'

const fr: typeof en = {
  title: 'Livraison',
  text: 'Ce que l’acheteur peut choisir au paiement, selon le pays où part le colis.',
  together: 'Plusieurs achats d’une émission',
  togetherText:
    'Pendant tant d’heures après le paiement de la première, les autres commandes de la même émission à la même adresse partent dans son colis, sans frais de livraison. 0 : jamais.',
  togetherHours: 'Heures',
  save: 'Enregistrer',
  add: 'Ajouter un mode de livraison',
  change: 'Modifier',
  changeTitle: 'Modifier le mode de livraison',
  saved: 'Livraison enregistrée',
  archive: 'Archiver',
  restore: 'Proposer à nouveau',
  archived: 'Archivé',
  archivedNow: 'Ce mode n’est plus proposé',
  restoredNow: 'Ce mode est à nouveau proposé',
  name: 'Nom',
  prices: 'Prix',
  priceIn: (currency: string) => `Prix en ${currency}`,
  freeFromIn: (currency: string) => `Gratuite dès, en ${currency}`,
  removePrice: (currency: string) => `Sans ${currency}`,
  needsPrice: 'Un montant, par exemple 5,90 ; 0 est gratuit.',
  days: 'Jours d’acheminement',
  daysLeast: 'Au moins',
  daysMost: 'Au plus',
  daysFromTo: (least: number, most: number) => `${least} à ${most} jours`,
  badDays: 'Des jours entiers de 0 à 365, le minimum d’abord.',
  tax: 'Taxe comprise dans le prix',
  badTax: 'Un pourcentage de 0 à 50.',
  countries: 'Pays',
  needsCountry: 'Choisissez au moins un pays.',
}

export default fr
