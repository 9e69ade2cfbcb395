import { plural } from '../plural.ts'
import type en from './reminders.en.ts'

export default {
  title: 'Rappels',
  none: 'Personne n’en a demandé. La page du direct les propose à tous, par message, e-mail ou agenda.',
  people: (count) => plural('fr', count, { one: '# rappel', other: '# rappels' }),
  channels: { push: 'Messages', email: 'E-mail', calendar: 'Agenda' },
  asked: (count) => plural('fr', count, { one: '# non confirmé', other: '# non confirmés' }),
  ended: (count) => plural('fr', count, { one: '# terminé', other: '# terminés' }),
  sent: 'Ce qui a été envoyé',
  kinds: { soon: 'Deux heures avant', started: 'Au début', moved: 'Nouvel horaire', cancelled: 'Annulation' },
  delivered: (count) => `${count} envoyés`,
  waiting: (count) => `${count} en attente`,
  refused: (count) => `${count} refusés`,
  reasons: {
    gone: 'appareil disparu',
    bounced: 'adresse inconnue',
    withdrawn: 'retiré entre-temps',
    interrupted: 'interrompu : pas envoyé deux fois',
    unreachable: 'injoignable',
    unwanted: 'n’en veulent pas',
    capped: 'votre limite est atteinte',
    quietHours: 'heures de silence : seulement dans leurs messages',
    tooLate: 'plus d’actualité après leurs heures de silence',
    privateNetwork: 'mène à un réseau privé',
  },
} satisfies typeof en
