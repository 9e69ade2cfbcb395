import type en from './setup.en.ts'

const fr: typeof en = {
  title: 'Bienvenue dans Estrade',
  text: 'Votre maison du live shopping, sur votre propre serveur. Tout commence par une marque et son propriétaire.',
  brand: 'Votre marque',
  brandName: 'Nom',
  address: 'Adresse de sa page',
  addressHint: 'Minuscules, chiffres et tirets.',
  badAddress: 'De deux à quarante minuscules, chiffres et tirets, sans tiret au début ni à la fin.',
  currency: 'Devise',
  currencyHint: 'Celle des commandes. Elle ne change plus.',
  country: 'Pays',
  owner: 'Vous, son propriétaire',
  ownerName: 'Votre nom',
  email: 'E-mail',
  password: 'Mot de passe',
  passwordHint: 'Au moins 10 caractères.',
  badEmail: 'Une adresse comme nom@maison.com.',
  create: 'Ouvrir la maison',
  signInAfter: 'La marque est créée. Connectez-vous pour continuer.',
}

export default fr
