import type en from './pay-links.en.ts'

const fr: typeof en = {
  title: 'Liens de paiement',
  text: 'Mettez des pièces de côté pour la personne avec qui vous échangez, et envoyez-lui le lien : elle voit ce que c’est, dit où l’envoyer, et paie.',
  make: 'Nouveau lien',
  pieces: 'Pièces',
  find: 'Chercher un produit',
  findHint: 'Par titre ou référence',
  add: (name: string) => `Ajouter ${name}`,
  remove: (name: string) => `Sans ${name}`,
  held: 'Gardées',
  hours: { '1': '1 heure', '4': '4 heures', '24': '24 heures', '48': '2 jours', '168': '7 jours' },
  note: 'Note pour vos collègues',
  create: 'Mettre de côté et créer le lien',
  needsPiece: 'Choisissez d’abord une pièce',
  made: 'Le lien est prêt',
  madeText: (until: string) => `Les pièces sont gardées jusqu’au ${until}. Envoyez ce lien, ou faites-le scanner.`,
  link: 'Lien de paiement',
  code: 'Le lien, en code à scanner',
  another: 'Un autre lien',
  none: 'Aucun lien',
  noneText: 'Ce que vous mettez de côté pour quelqu’un apparaît ici.',
  states: { open: 'Ouvert', ordered: 'À payer', paid: 'Payé', expired: 'Échu', cancelled: 'Annulé' },
  by: (name: string, when: string) => `${name}, ${when}`,
  until: (when: string) => `jusqu’au ${when}`,
  cancel: 'Annuler',
  cancelled: 'Annulé ; les pièces sont à nouveau libres',
  order: (number: string) => `Commande ${number}`,
}

export default fr
