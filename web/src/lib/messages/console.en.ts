import admission from './console/admission.en.ts'
import articles from './console/articles.en.ts'
import assortments from './console/assortments.en.ts'
import auctions from './console/auctions.en.ts'
import books from './console/books.en.ts'
import codes from './console/codes.en.ts'
import counter from './console/counter.en.ts'
import delivery from './console/delivery.en.ts'
import engines from './console/engines.en.ts'
import fairPlay from './console/fair-play.en.ts'
import fulfilment from './console/fulfilment.en.ts'
import gifts from './console/gifts.en.ts'
import hosts from './console/hosts.en.ts'
import importReasons from './console/import-reasons.en.ts'
import messages from './console/messages.en.ts'
import money from './console/money.en.ts'
import orders from './console/orders.en.ts'
import payLinks from './console/pay-links.en.ts'
import personal from './console/personal.en.ts'
import problems from './console/problems.en.ts'
import products from './console/products.en.ts'
import programme from './console/programme.en.ts'
import promotions from './console/promotions.en.ts'
import recordings from './console/recordings.en.ts'
import reminders from './console/reminders.en.ts'
import report from './console/report.en.ts'
import risk from './console/risk.en.ts'
import setup from './console/setup.en.ts'
import shows from './console/shows.en.ts'
import stock from './console/stock.en.ts'
import team from './console/team.en.ts'
import earnings from './earnings.en.ts'
import simulcast from './simulcast.en.ts'

/** What a brand's people read, by topic. This file is the shape the other languages are checked against. */
export default {
  title: 'Console',
  home: 'Home',
  onAir: 'On air',
  ordersSection: 'Orders and money',
  goods: 'Goods',
  brandSection: 'Brand',
  developers: 'Developers',
  apiReference: 'API reference',
  apiReferenceText: 'Every call with its fields, and a way to try it.',
  openapi: 'OpenAPI 3.1 description',
  openapiText: 'To generate a client in your language.',
  developersText: 'Everything this console does goes through one HTTP API. Your own systems can use it too.',
  brandIdentifier: 'Brand identifier',
  brandIdentifierHint: 'Calls about this brand carry it in their path.',
  toConsole: 'To the console',
  myBrands: 'Your brands',
  openShop: 'Open the shop page',
  openStudio: 'Open the studio',
  theme: 'Appearance',
  themes: { system: 'Automatic', light: 'Light', dark: 'Dark' },
  signOut: 'Sign out',
  signIn: 'Sign in',
  signInTitle: 'The console is for the team',
  signInText: 'Sign in with the address your brand invited.',
  notMemberTitle: 'You are not on a team yet',
  notMemberText:
    'Ask an owner of the brand to invite the address you signed in with. Once you are in, this page opens.',
  notMemberAs: (email: string) => `Signed in as ${email}`,
  notYoursTitle: 'This brand is not one of yours',
  notYoursText: 'You may have followed a link meant for somebody else.',
  toShops: 'To the shop',
  notAllowedTitle: 'Your role does not open this page',
  notAllowedText: 'An owner of the brand can change that, under Team.',
  missingTitle: 'There is nothing here',
  missingText: 'The address may be mistyped, or what it showed is gone.',
  needsRole: (roles: string) => `Only for: ${roles}`,
  saved: 'Saved',
  saveChanges: 'Save changes',
  discard: 'Discard changes',
  unsaved: 'Unsaved changes',
  nothingToSave: 'Nothing has changed yet',
  leaveTitle: 'Leave without saving?',
  leaveText: 'What you changed on this page is lost.',
  leave: 'Leave',
  stay: 'Stay here',
  checkFields: 'Some fields need a second look. They are marked.',
  fieldRefused: 'This is not accepted here. Please check it.',
  fieldRequired: 'Please fill this in.',
  all: 'All',
  clearFilters: 'Clear filters',
  nothingFound: 'Nothing matches',
  nothingFoundText: 'Try other words, or clear the filters.',
  languages: 'Languages',
  pictureRemove: 'Remove picture',
  pictureHint: 'JPEG, PNG, WebP or AVIF, up to 20 MB',
  pictureNow: 'Current picture',

  today: 'Today',
  todayText: 'Since midnight, in your time zone',
  ordersToday: 'Paid orders',
  revenueToday: 'Revenue',
  unitsToday: 'Units sold',
  ofLatest: 'Counted from the latest 2,000 orders',
  nextShows: 'Next shows',
  noNextShows: 'No show is planned',
  noNextShowsText: 'Announce the next one, so that people can look forward to it.',
  allShows: 'All shows',
  needsYou: 'Needs somebody',
  nothingNeeded: 'Nothing is waiting for you',
  nothingNeededText: 'Orders are on their way and the shelves are full.',
  toSend: 'Orders to send',
  allToSend: 'All orders to send',
  lowStock: 'Running low',
  allStock: 'All stock',
  onAirNow: 'On air now',

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
