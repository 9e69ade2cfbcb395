import type en from './next-show.en.ts'

export default {
  goesOn: 'La soirée continue',
  next: 'Prochain live',
  afterwards: 'La suite s’est passée ici',
  liveNow: 'En direct',
  withHost: (name: string) => `avec ${name}`,
  goNow: 'Y aller',
  see: 'Voir le live',
  stay: 'Rester ici',
  seconds: (seconds: string) => `${seconds} s`,
  takesYou: (title: string, seconds: string) =>
    `Le live est terminé. Dans ${seconds} secondes, vous passez à ${title}, sauf si vous restez ici.`,
  staying: 'Vous restez ici.',
} satisfies typeof en
