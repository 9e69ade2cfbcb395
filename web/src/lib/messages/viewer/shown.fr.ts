import type en from './shown.en.ts'

export default {
  title: 'Montré à la demande',
  kinds: { inside: 'L’intérieur', angle: 'Un autre angle', worn: 'Porté', fabric: 'La matière de près' },
  liveOn: (day: string) => `En direct le ${day}`,
} satisfies typeof en
