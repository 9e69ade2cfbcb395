import type en from './collect.en.ts'

const fr: typeof en = {
  inStore: 'Retrait en boutique',
  inStoreText: 'Nous vous écrivons dès qu’elle est prête',
  chooseStore: 'Boutique',
  who: 'Qui vient la retirer',
  readyIn: (hours: number) => (hours <= 1 ? 'Prête en général dans l’heure' : `Prête en général en ${hours} heures`),
  keptFor: (days: number) => `Gardée ${days} jours`,
  toOther: 'Envoyer à quelqu’un d’autre',
  toOtherHint: 'Aucun prix dans le colis ; les e-mails et la facture vous parviennent.',
  toMe: 'Me l’envoyer',
  recipient: 'Destinataire',
  recipients: 'Personnes à qui vous envoyez',
  from: 'De la part de',
  message: 'Message dans le colis',
  messageHint: 'Imprimé sur le bon, avec votre nom.',
  present: 'Un cadeau',
  presentFrom: (name: string) => `De la part de ${name}`,
  invoiceTo: 'Facture au nom de',
  collectAt: 'À retirer ici',
  states: {
    waiting: 'Nous vous écrivons dès qu’elle est prête à être retirée.',
    ready: 'Prête : présentez ce code au comptoir.',
    collected: 'Vous l’avez retirée.',
    returned: 'Elle n’a pas été retirée et est repartie.',
  },
  code: 'Code de retrait',
  codeText: 'La commande est remise à qui le présente.',
  keptUntil: (date: string) => `Nous la gardons pour vous jusqu’au ${date}.`,
  passTitle: (number: string) => `Retirer la commande ${number}`,
  deadTitle: 'Ce lien n’ouvre rien',
  deadText: 'Cherchez le dernier e-mail au sujet de votre commande.',
}

export default fr
