import { plural } from '../plural.ts'
import type en from './messages.en.ts'

export default {
  title: 'Messages',
  text: 'Ce qui a été dit par notification, par e-mail et dans les messages : à combien de personnes, et pourquoi pas aux autres.',
  rules: 'Combien de fois déranger une personne',
  rulesText:
    'Par notification ou e-mail ; les messages sur le site et les e-mails de commande ne comptent pas. La même nouvelle par les deux voies compte une fois. Au-delà, elle reste dans les messages du site.',
  dayMost: 'En 24 heures, au plus',
  weekMost: 'En sept jours, au plus',
  noLimit: 'Laissez un champ vide pour ne pas limiter.',
  capsAsked: 'Retenir aussi les rappels',
  capsAskedHint: 'Ils ont été demandés. Un direct déplacé ou annulé est toujours annoncé.',
  told: 'Ce qui a été dit',
  none: 'Rien n’a encore été dit',
  noneText: 'Les rappels de vos directs et les nouvelles à vos abonnés se trouveront ici.',
  kinds: { asked: 'Rappel', news: 'Nouvelle', offers: 'Offre', orders: 'Commande' },
  people: 'Personnes',
  inInbox: 'Dans les messages',
  read: 'Lus',
  channels: { push: 'Notification', email: 'E-mail' },
  verdicts: {
    now: 'aussitôt',
    later: 'après leurs heures de silence',
    unreachable: 'ne peuvent être joints ainsi',
    unwanted: 'non souhaité',
    capped: 'limite atteinte',
    quietHours: 'trop tard après leurs heures de silence',
  },
  followers: {
    title: 'Prévenir les abonnés',
    act: { announced: 'Annoncer le direct aux abonnés', started: 'Dire aux abonnés que vous êtes en direct' },
    count: (count) =>
      plural('fr', count, { one: '# abonné de la maison ou de l’hôte', other: '# abonnés de la maison ou de l’hôte' }),
    reminded: (count) =>
      plural('fr', count, {
        one: '# en a de toute façon demandé le rappel',
        other: '# en ont de toute façon demandé le rappel',
      }),
    inInbox: (count) => `${count} le trouvent dans leurs messages`,
    none: 'Personne ne vous suit encore. Le bouton se trouve sur la page de la maison.',
    ask: 'Les prévenir maintenant ?',
    askText: 'Chacun l’apprend une seule fois, par la voie qu’il a choisie. Cela ne peut être repris.',
    told: 'Les abonnés sont prévenus',
    whyNot: {
      notNow: 'On peut prévenir d’un direct dès qu’il est annoncé, et tant qu’il est à l’antenne.',
      notPublic: 'Seuls les directs ouverts à tous sont annoncés.',
      told: 'Les abonnés ont été prévenus.',
    },
    did: { announced: 'Annoncé aux abonnés', started: 'Abonnés prévenus du début' },
  },
} satisfies typeof en
