import type en from './credit.en.ts'

export default {
  title: 'Avoirs',
  text: 'Ce que vous avez reçu des enveloppes rouges et des tirages. Chaque boutique a le sien.',
  use: 'Utiliser à ma prochaine commande',
  ready: (amount) => `${amount} seront déduits de votre prochaine commande d’au moins ce montant.`,
  have: (amount) => `Vous avez ${amount} d’avoir`,
  useNow: 'L’utiliser',
  nothing: 'Il n’y a rien à utiliser.',
} satisfies typeof en
