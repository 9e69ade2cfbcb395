import type personal from './personal.en.ts'
import popUp from './pop-up.fr.ts'

const words: typeof personal = {
  popUp,
  title: 'À votre nom',
  preview: (texts) => (texts ? `Aperçu : ${texts}` : 'Aperçu de la pièce'),
  previewNote: 'Un aperçu : faites à la main, les lettres diffèrent légèrement.',
  sample: (kind) => (kind === 'text' ? 'Vos mots' : 'AB'),
  font: 'Écriture',
  optional: 'facultatif',
  none: 'Sans',
  count: (said, most) => `${said} sur ${most}`,
  letters: {
    latin: 'lettres A–Z avec accents',
    digits: 'chiffres',
    han: 'caractères chinois',
    signs: '. , ’ & · - ! ? + /',
  },
  capitals: 'en capitales',
  faults: {
    required: () => 'À choisir ou à remplir.',
    tooLong: () => 'C’est trop long.',
    letters: (missing) => `L’atelier n’a pas : ${missing}`,
    font: () => 'Choisissez une autre écriture.',
    choice: () => 'Choisissez dans la liste.',
    unknownField: () => 'Ceci a changé. Rechargez la page.',
  },
  final: 'Faite pour vous : une fois payée, elle ne peut être ni annulée ni retournée.',
  asIs: 'En vente flash, aux enchères ou dans un ensemble, la pièce est livrée telle quelle.',
  ofWhich: (price) => `dont ${price} pour la personnalisation`,
  madeForYou: 'Faite pour vous : ni annulation, ni retour',
  whyNot: {
    holdOver: 'Cette pièce est de nouveau en vente. Retirez-la pour continuer.',
    notOnSale: 'Elle n’est plus en vente. Retirez-la pour continuer.',
    onlyLive: 'Vendue seulement pendant le direct.',
    onlyInShow: 'Vendue seulement dans certains directs.',
    onlyInPopUp: 'Vendue seulement dans une boutique éphémère, tant qu’elle est ouverte.',
    membersOnly: 'Réservée aux comptes. Connectez-vous pour l’acheter.',
    answers: 'Elle ne peut plus être faite ainsi. Retirez-la et demandez autrement.',
  },
}
export default words
