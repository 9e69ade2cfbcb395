import { plural } from '../plural.ts'
import type popUp from './pop-up.en.ts'

const words: typeof popUp = {
  title: 'Boutique éphémère',
  opensIn: 'Ouvre dans',
  closesIn: 'Ferme dans',
  opens: (date) => `Ouvre ${date}`,
  closed: 'Cette boutique éphémère a fermé',
  closedText: 'Merci de votre visite. La maison reste ouverte.',
  pieces: (count) => plural('fr', count, { one: '# pièce derrière le rideau', other: '# pièces derrière le rideau' }),
  toHouse: 'Vers la maison',
  onSale: 'En vente ici',
  back: 'Retour à la boutique éphémère',
  from: (price) => `dès ${price}`,
}
export default words
