import type en from './order-care.en.ts'

const fr: typeof en = {
  cancelPaid: (amount) =>
    `${amount} vous sont rendus par le moyen de paiement utilisé, et les pièces retournent en vente. Votre banque l’affiche sous quelques jours.`,
  cancelUnpaid: 'Rien n’a été débité. Les pièces retournent en vente.',
  cancelUntil: 'Vous pouvez annuler tant qu’elle n’est pas emballée.',
  cancelCarries: 'La livraison payée reste due pour vos autres commandes du même colis.',
  shipsWith: (number) => `Part dans le même colis que la commande ${number} : la livraison est déjà payée.`,
  oneParcel: (numbers) => `Dans le même colis que ${numbers}`,
  email: 'E-mail de la commande',
  emailWhy: (masked) => `Nous le demandons car cette page s’ouvre pour quiconque a son lien. C’est ${masked}.`,
  linkTitle: 'Par le lien de votre e-mail',
  linkNote: 'Qui a ce lien voit la commande, pas son paiement. Pour tout voir, connectez-vous.',
  mailLink: 'Lien dans vos e-mails',
  mailLinkText: 'Qui l’a voit où en est la commande. Vous pouvez invalider les liens envoyés jusqu’ici.',
  copy: 'Copier le lien',
  copied: 'Copié',
  revoke: 'Invalider les anciens liens',
  revoked: 'Les liens envoyés jusqu’ici n’ouvrent plus rien',
  deadTitle: 'Ce lien n’ouvre plus rien',
  deadText: 'Il a peut-être été remplacé : cherchez le dernier e-mail au sujet de votre commande.',
  yourOrders: 'Vos commandes ici',
}
export default fr
