import type en from './recordings.en.ts'

const fr: typeof en = {
  title: 'Enregistrement',
  states: {
    recording: 'Enregistrement en cours',
    preparing: 'Le replay est en préparation',
    ready: 'Prêt',
    failed: 'Rien n’a pu en être tiré',
    deleted: 'Supprimé',
  },
  facts: (length, size) => `${length}, ${size}`,
  warnings: {
    diskFull: 'Le disque était plein : tout n’a pas été enregistré.',
    diskFailed: 'Le disque a fait défaut : tout n’a pas été enregistré.',
    diskSlow: 'Le disque était trop lent : tout n’a pas été enregistré.',
  },
  nothing: 'Rien n’a été enregistré.',
  noPreviews:
    'Pas d’aperçus ni d’images de couverture : le paquet facultatif node-av manque, ou n’a pas pu lire l’image.',
  keptUntil: (day) => `Supprimé automatiquement le ${day}`,
  keptForEver: 'Conservé jusqu’à ce que quelqu’un le supprime',
  deletedOn: (day) => `Supprimé le ${day}.`,
  removing: 'Ses fichiers sont en cours d’effacement.',
  removedAt: (moment) => `Ses fichiers ont été effacés le ${moment}.`,
  download: 'Télécharger le MP4',
  clips: 'Extraits',
  clipOf: (product, length) => `${product}, ${length}`,
  hide: 'Masquer le replay',
  hidden: 'Le replay est masqué',
  again: 'Le préparer à nouveau',
  preparing: 'Il est en préparation',
  delete: 'Supprimer l’enregistrement',
  deleteTitle: 'Supprimer cet enregistrement ?',
  deleteText: 'Le replay, ses extraits et tous les fichiers sont supprimés. Personne ne pourra les récupérer.',
  deleted: 'L’enregistrement est supprimé',
  settings: 'Enregistrements',
  settingsText: 'Les émissions sont enregistrées pendant le direct.',
  keepDays: 'Les conserver',
  keepDaysHint: 'Vide : jusqu’à ce que quelqu’un les supprime. Vaut aussi pour ceux qui existent déjà.',
  days: 'jours',
  publish: 'Publier les replays automatiquement',
  publishHint: 'Dès que l’enregistrement est prêt ; vous pouvez le masquer ensuite.',
  save: 'Enregistrer',
  saved: 'C’est enregistré',
  badDays: 'De 1 à 3 650 jours.',
}

export default fr
