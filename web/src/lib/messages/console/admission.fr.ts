import type en from './admission.en.ts'

const words: typeof en = {
  title: 'Qui peut regarder',
  text: 'D’un direct fermé, les autres voient l’affiche et comment entrer.',
  ticket: 'Billet',
  chooseTicket: 'Choisir un produit',
  needsTicket: 'Choisissez le produit qui sert de billet.',
  guests: 'Liste des invités',
  guestsHint: 'Une adresse e-mail par ligne.',
  badGuests: 'Certaines lignes ne sont pas des adresses e-mail.',
  save: 'Enregistrer',
  saved: 'Enregistré',
  liveNote: 'À l’antenne, seule la liste peut changer.',
  short: { unlisted: 'Par lien', private: 'Privé', ticketed: 'Sur billet' },
  visibilities: {
    public: { label: 'Tout le monde', text: 'Annoncé sur votre page.' },
    unlisted: { label: 'Tous ceux qui ont le lien', text: 'Annoncé nulle part.' },
    private: { label: 'Une liste', text: 'Les comptes à ces adresses, une fois prouvées.' },
    ticketed: { label: 'Les acheteurs du billet', text: 'Qui a payé l’un de vos produits, et la liste.' },
  },
}

export default words
