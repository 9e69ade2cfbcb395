import type en from './counter.en.ts'

const fr: typeof en = {
  title: 'Comptoir',
  text: 'Les commandes à retirer. Demandez le code, vérifiez la commande, remettez-la.',
  code: 'Code de la commande',
  codeHint: 'Huit lettres et chiffres ; ou visez le carré avec l’appareil photo de ce téléphone.',
  find: 'Chercher',
  handOver: 'Remettre',
  handedOver: 'Remise',
  handedOverTo: (number: string, name: string) => `Commande ${number}, pour ${name}`,
  already: 'Déjà remise',
  alreadyAt: (when: string) => `Cette commande a été remise le ${when}. Ne la donnez pas une seconde fois.`,
  returned: 'Cette commande a été annulée. Rien n’est à remettre.',
  next: 'Code suivant',
  ready: 'Prêtes',
  waiting: 'À préparer',
  noReady: 'Rien n’est prêt.',
  noWaiting: 'Rien n’est à préparer.',
  makeReady: 'Elle est prête',
  madeReady: (name: string) => `${name} reçoit un e-mail`,
  since: (when: string) => `prête depuis ${when}`,
  paid: (when: string) => `payée ${when}`,
  overdue: 'Gardée assez longtemps',
  giveBack: 'Remettre en stock',
  giveBackTitle: (number: string) => `Remettre la commande ${number} en stock ?`,
  giveBackText: 'Ses pièces sont à nouveau en vente, la commande est annulée et tout est remboursé.',
  gaveBack: 'Remise en stock ; le remboursement est en cours',
  allStores: 'Toutes les boutiques',
  store: 'Boutique',
}

export default fr
