import type en from './credit.en.ts'

export default {
  title: 'Avoirs',
  text: 'Ce que vous avez reçu des enveloppes rouges. Chaque boutique a le sien.',
} satisfies typeof en
