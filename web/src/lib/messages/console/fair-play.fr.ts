import type en from './fair-play.en.ts'

const fr: typeof en = {
  title: 'Équité',
  text: 'Ce que les règles des ventes flash ont refusé, et pourquoi. Qui vous laissez passer n’est plus arrêté par cette règle dans cette vente.',
  who: 'Personne',
  drop: 'Vente flash',
  why: 'Ce qui a été vu',
  when: 'Quand',
  guest: 'Un visiteur',
  times: (count) => `${count} fois`,
  letThrough: 'Laisser passer',
  letThroughOf: (name) => `Laisser passer ${name}`,
  letThroughBy: (name) => `Autorisé par ${name}`,
  done: (name) => `${name} peut passer`,
  emptyTitle: 'Personne n’a été refusé',
  emptyText:
    'Une limite par foyer, pas de robots avant l’ouverture, pas de réservations abandonnées : qui enfreint ces règles apparaît ici.',
  rules: {
    sharedDevice: (_, perBuyer) => `Un autre compte du même appareil a déjà ses pièces (limite : ${perBuyer}).`,
    sharedPhone: (others, perBuyer) =>
      `D’autres comptes au même numéro de téléphone en ont ${others} (limite : ${perBuyer}).`,
    sharedAddress: (others, perBuyer) =>
      `D’autres comptes livrés à la même adresse en ont ${others} (limite : ${perBuyer}).`,
    machine: (taps) => `${taps} touches en une seconde avant l’ouverture : plus rapide que quiconque.`,
    hoarding: (lapsed) => `${lapsed} réservations de cette vente sont restées impayées.`,
  },
}

export default fr
