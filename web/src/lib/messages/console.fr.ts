import admission from './console/admission.fr.ts'
import articles from './console/articles.fr.ts'
import assortments from './console/assortments.fr.ts'
import auctions from './console/auctions.fr.ts'
import books from './console/books.fr.ts'
import codes from './console/codes.fr.ts'
import counter from './console/counter.fr.ts'
import delivery from './console/delivery.fr.ts'
import engines from './console/engines.fr.ts'
import fairPlay from './console/fair-play.fr.ts'
import fulfilment from './console/fulfilment.fr.ts'
import gifts from './console/gifts.fr.ts'
import hosts from './console/hosts.fr.ts'
import importReasons from './console/import-reasons.fr.ts'
import messages from './console/messages.fr.ts'
import money from './console/money.fr.ts'
import orders from './console/orders.fr.ts'
import payLinks from './console/pay-links.fr.ts'
import personal from './console/personal.fr.ts'
import problems from './console/problems.fr.ts'
import products from './console/products.fr.ts'
import programme from './console/programme.fr.ts'
import promotions from './console/promotions.fr.ts'
import recordings from './console/recordings.fr.ts'
import reminders from './console/reminders.fr.ts'
import report from './console/report.fr.ts'
import risk from './console/risk.fr.ts'
import setup from './console/setup.fr.ts'
import shows from './console/shows.fr.ts'
import stock from './console/stock.fr.ts'
import team from './console/team.fr.ts'
import type en from './console.en.ts'
import earnings from './earnings.fr.ts'
import simulcast from './simulcast.fr.ts'

const fr: typeof en = {
  title: 'Console',
  home: 'Accueil',
  onAir: 'À l’antenne',
  ordersSection: 'Commandes et argent',
  goods: 'Articles',
  brandSection: 'Maison',
  developers: 'Développeurs',
  apiReference: 'Référence de l’API',
  apiReferenceText: 'Chaque appel avec ses champs, et de quoi l’essayer.',
  openapi: 'Description OpenAPI 3.1',
  openapiText: 'Pour générer un client dans votre langage.',
  developersText: 'Tout ce que fait cette console passe par une seule API HTTP. Vos outils peuvent l’utiliser aussi.',
  brandIdentifier: 'Identifiant de la marque',
  brandIdentifierHint: 'Les appels qui concernent cette marque le portent dans leur chemin.',
  toConsole: 'Vers la console',
  myBrands: 'Vos marques',
  openShop: 'Voir la boutique',
  openStudio: 'Ouvrir le studio',
  theme: 'Apparence',
  themes: { system: 'Automatique', light: 'Claire', dark: 'Sombre' },
  signOut: 'Se déconnecter',
  signIn: 'Se connecter',
  signInTitle: 'La console est réservée à l’équipe',
  signInText: 'Connectez-vous avec l’adresse que votre marque a invitée.',
  notMemberTitle: 'Vous ne faites partie d’aucune équipe',
  notMemberText:
    'Demandez à un propriétaire de la marque d’inviter l’adresse avec laquelle vous êtes connecté. Cette page s’ouvrira alors.',
  notMemberAs: (email: string) => `Connecté avec ${email}`,
  notYoursTitle: 'Cette marque n’est pas la vôtre',
  notYoursText: 'Ce lien était peut-être destiné à quelqu’un d’autre.',
  toShops: 'Vers la boutique',
  notAllowedTitle: 'Votre rôle n’ouvre pas cette page',
  notAllowedText: 'Un propriétaire de la marque peut y remédier, dans Équipe.',
  missingTitle: 'Il n’y a rien ici',
  missingText: 'L’adresse est peut-être erronée, ou la page n’existe plus.',
  needsRole: (roles: string) => `Réservé aux rôles : ${roles}`,
  saved: 'Enregistré',
  saveChanges: 'Enregistrer',
  discard: 'Annuler les modifications',
  unsaved: 'Modifications non enregistrées',
  nothingToSave: 'Rien n’a encore changé',
  leaveTitle: 'Quitter sans enregistrer ?',
  leaveText: 'Vos modifications sur cette page seront perdues.',
  leave: 'Quitter',
  stay: 'Rester',
  checkFields: 'Certains champs sont à revoir. Ils sont signalés.',
  fieldRefused: 'Cette valeur n’est pas acceptée. Vérifiez-la.',
  fieldRequired: 'Ce champ est à remplir.',
  all: 'Tous',
  clearFilters: 'Effacer les filtres',
  nothingFound: 'Aucun résultat',
  nothingFoundText: 'Essayez d’autres mots ou effacez les filtres.',
  languages: 'Langues',
  pictureRemove: 'Retirer l’image',
  pictureHint: 'JPEG, PNG, WebP ou AVIF, 20 Mo au plus',
  pictureNow: 'Image actuelle',

  today: 'Aujourd’hui',
  todayText: 'Depuis minuit, dans votre fuseau horaire',
  ordersToday: 'Commandes payées',
  revenueToday: 'Chiffre d’affaires',
  unitsToday: 'Pièces vendues',
  ofLatest: 'Calculé sur les 2 000 dernières commandes',
  nextShows: 'Prochains directs',
  noNextShows: 'Aucun direct n’est prévu',
  noNextShowsText: 'Annoncez le prochain : on l’attendra avec plaisir.',
  allShows: 'Tous les directs',
  needsYou: 'À traiter',
  nothingNeeded: 'Rien ne vous attend',
  nothingNeededText: 'Les commandes sont parties, les stocks sont pleins.',
  toSend: 'Commandes à expédier',
  allToSend: 'Toutes les commandes à expédier',
  lowStock: 'Bientôt épuisé',
  allStock: 'Tout le stock',
  onAirNow: 'À l’antenne',

  products,
  programme,
  promotions,
  articles,
  assortments,
  auctions,
  fairPlay,
  risk,
  stock,
  shows,
  payLinks,
  counter,
  delivery,
  books,
  hosts,
  earnings,
  fulfilment,
  gifts,
  importReasons,
  messages,
  money,
  orders,
  team,
  admission,
  recordings,
  report,
  engines,
  reminders,
  codes,
  simulcast,
  setup,
  personal,
  problems,
}

export default fr
