import type en from './way-in.en.ts'

const words: typeof en = {
  private: 'Ce direct est privé',
  signInText: 'Il est réservé à sa liste. Connectez-vous avec l’adresse à laquelle vous êtes invité.',
  signIn: 'Se connecter',
  notInvited:
    'Le compte connecté n’est pas sur la liste. Écrivez à la maison, ou utilisez l’adresse à laquelle vous êtes invité.',
  otherAccount: 'Utiliser un autre compte',
  ticketed: 'Ce direct est sur billet',
  ticketText: 'Avec le billet, vous voyez le direct et son replay.',
  ticket: 'Prendre le billet',
  haveTicket: 'Je l’ai déjà',
}

export default words
