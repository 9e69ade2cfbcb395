import { plural } from '../plural.ts'
import type en from './article.en.ts'

export default {
  journal: 'Journal',
  minutes: (count) => plural('fr', count, { one: '# minute de lecture', other: '# minutes de lecture' }),
  alsoIn: 'Aussi en',
  draft: 'Aperçu de ce qui s’écrit. Les lecteurs ne le voient pas encore.',
  coming: 'Bientôt en direct',
  seeShow: 'Voir le live',
  replayReady: 'À revoir',
  watchReplay: 'Voir le replay',
  over: 'Le live est terminé',
  seeShown: 'Voir ce qui a été montré',
  calledOff: 'Ce live n’aura pas lieu',
  toCalendar: 'Ajouter à mon agenda',
  notForSale: 'Pas en vente pour le moment',
  backTo: (brand) => `Plus de ${brand}`,
} satisfies typeof en
