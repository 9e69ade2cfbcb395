import type { Figures, RuleWords } from './words.ts'

const limit = ({ least }: Figures) => `(from ${least} on)`
const what = ({ has }: Figures) =>
  [has('card') && 'card', has('device') && 'device', has('address') && 'address', has('phone') && 'telephone number']
    .filter(Boolean)
    .join(', ')

export const english: RuleWords = {
  ordersPerPerson: {
    title: 'Many orders, one person',
    why: (f) => `${f.n} orders of one person within ${f.time} ${limit(f)}.`,
  },
  ordersPerDevice: {
    title: 'Many orders, one device',
    why: (f) => `${f.n} orders from one device within ${f.time} ${limit(f)}.`,
  },
  ordersPerAddress: {
    title: 'Many orders, one address',
    why: (f) => `${f.n} orders to one address within ${f.time} ${limit(f)}.`,
  },
  ordersPerNetwork: {
    title: 'Many orders, one network',
    why: (f) => `${f.n} orders from one network within ${f.time} ${limit(f)}. Offices and mobile networks share one.`,
  },
  declinesThenOrder: {
    title: 'An order after many refused cards',
    why: (f) => `${f.n} payments refused on this device within ${f.time}, and another order ${limit(f)}.`,
  },
  offersPerAddress: {
    title: 'First-order offer, one address',
    why: (f) => `${f.n} accounts used an offer for first orders with one address within ${f.time} ${limit(f)}.`,
  },
  offersPerDevice: {
    title: 'First-order offer, one device',
    why: (f) => `${f.n} accounts used an offer for first orders on one device within ${f.time} ${limit(f)}.`,
  },
  offersPerNetwork: {
    title: 'First-order offer, one network',
    why: (f) => `${f.n} accounts used an offer for first orders from one network within ${f.time} ${limit(f)}.`,
  },
  offersPerCard: {
    title: 'First-order offer, one card',
    why: (f) => `${f.n} accounts used an offer for first orders with one card within ${f.time} ${limit(f)}.`,
  },
  paidPerCard: {
    title: 'Many payments, one card',
    why: (f) => `${f.n} payments with one card within ${f.time} ${limit(f)}.`,
  },
  cardsPerPerson: {
    title: 'Many cards, one person',
    why: (f) => `One person paid with ${f.n} cards within ${f.time} ${limit(f)}.`,
  },
  peoplePerCard: {
    title: 'Many people, one card',
    why: (f) => `${f.n} people paid with one card within ${f.time} ${limit(f)}.`,
  },
  declinesThenPaid: {
    title: 'Many refused cards, then one that paid',
    why: (f) =>
      `${f.n} payments of this person were refused within ${f.time}, then one went through ${limit(f)}: somebody may be trying cards.`,
  },
  declinesOnDevice: {
    title: 'Many refused cards on one device, then one that paid',
    why: (f) => `${f.n} payments on this device were refused within ${f.time}, then one went through ${limit(f)}.`,
  },
  topUpsPerPerson: {
    title: 'Coins often, one person',
    why: (f) => `One person bought coins ${f.n} times within ${f.time} ${limit(f)}.`,
  },
  topUpsPerDevice: {
    title: 'Coins often, one device',
    why: (f) => `Coins were bought ${f.n} times on one device within ${f.time} ${limit(f)}.`,
  },
  newAccountCoins: {
    title: 'New account, coins to the limit',
    why: (f) =>
      `An account ${f.of('ageMinutes')} minutes old bought ${f.of('coins')} coins: ${f.n} % of what anybody may buy in a day ${limit(f)}.`,
  },
  signUpsPerDevice: {
    title: 'Many new accounts, one device',
    why: (f) => `${f.n} accounts of today on one device ${limit(f)}.`,
  },
  signUpsPerNetwork: {
    title: 'Many new accounts, one network',
    why: (f) => `${f.n} accounts of today from one network within ${f.time} ${limit(f)}.`,
  },
  claimsPerDevice: {
    title: 'Drop: many people, one device',
    why: (f) => `${f.n} people got units on one device within ${f.time} ${limit(f)}.`,
  },
  claimsPerNetwork: {
    title: 'Drop: many people, one network',
    why: (f) => `${f.n} people got units from one network within ${f.time} ${limit(f)}.`,
  },
  quickClaims: {
    title: 'Drop: quicker than a finger',
    why: (f) => `In ${f.n} drops within ${f.time} this person was there less than 25 ms after the opening ${limit(f)}.`,
  },
  grabsPerNetwork: {
    title: 'Red packets: many people, one network',
    why: (f) => `${f.n} people opened packets from one network within ${f.time} ${limit(f)}.`,
  },
  quickGrabs: {
    title: 'Red packets: quicker than a finger',
    why: (f) => `${f.n} packets within ${f.time} opened less than 150 ms after they fell ${limit(f)}.`,
  },
  giftsToOneself: {
    title: 'Gifts to oneself',
    why: (f) => `${f.of('coins')} of ${f.of('all')} coins came from somebody who shares with the host: ${what(f)}.`,
  },
  giftsFromSameNetwork: {
    title: 'Gifts from the host’s network',
    why: (f) =>
      `${f.of('coins')} of ${f.of('all')} coins came from the network the host uses ${limit(f)}. It may be one office.`,
  },
  giftsInCircle: {
    title: 'Gifts in a circle',
    why: (f) => `${f.n} coins went round among hosts and back within ${f.time} ${limit(f)}.`,
  },
}
