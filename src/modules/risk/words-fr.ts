import type { Figures, RuleWords } from './words.ts'

const limit = ({ least }: Figures) => `(à partir de ${least})`
const what = ({ has }: Figures) =>
  [
    has('card') && 'la carte',
    has('device') && 'l’appareil',
    has('address') && 'l’adresse',
    has('phone') && 'le téléphone',
  ]
    .filter(Boolean)
    .join(', ')

export const french: RuleWords = {
  ordersPerPerson: {
    title: 'Beaucoup de commandes, une personne',
    why: (f) => `${f.n} commandes d’une personne en ${f.time} ${limit(f)}.`,
  },
  ordersPerDevice: {
    title: 'Beaucoup de commandes, un appareil',
    why: (f) => `${f.n} commandes d’un même appareil en ${f.time} ${limit(f)}.`,
  },
  ordersPerAddress: {
    title: 'Beaucoup de commandes, une adresse',
    why: (f) => `${f.n} commandes vers une même adresse en ${f.time} ${limit(f)}.`,
  },
  ordersPerNetwork: {
    title: 'Beaucoup de commandes, un réseau',
    why: (f) =>
      `${f.n} commandes d’un même réseau en ${f.time} ${limit(f)}. Un bureau ou un réseau mobile en partagent un.`,
  },
  declinesThenOrder: {
    title: 'Une commande après des cartes refusées',
    why: (f) => `${f.n} paiements refusés sur cet appareil en ${f.time}, et encore une commande ${limit(f)}.`,
  },
  offersPerAddress: {
    title: 'Offre de bienvenue, une adresse',
    why: (f) => `${f.n} comptes ont pris une offre de première commande à la même adresse en ${f.time} ${limit(f)}.`,
  },
  offersPerDevice: {
    title: 'Offre de bienvenue, un appareil',
    why: (f) => `${f.n} comptes ont pris une offre de première commande sur le même appareil en ${f.time} ${limit(f)}.`,
  },
  offersPerNetwork: {
    title: 'Offre de bienvenue, un réseau',
    why: (f) =>
      `${f.n} comptes ont pris une offre de première commande depuis le même réseau en ${f.time} ${limit(f)}.`,
  },
  offersPerCard: {
    title: 'Offre de bienvenue, une carte',
    why: (f) => `${f.n} comptes ont pris une offre de première commande avec la même carte en ${f.time} ${limit(f)}.`,
  },
  paidPerCard: {
    title: 'Beaucoup de paiements, une carte',
    why: (f) => `${f.n} paiements avec une même carte en ${f.time} ${limit(f)}.`,
  },
  cardsPerPerson: {
    title: 'Beaucoup de cartes, une personne',
    why: (f) => `Une personne a payé avec ${f.n} cartes en ${f.time} ${limit(f)}.`,
  },
  peoplePerCard: {
    title: 'Beaucoup de personnes, une carte',
    why: (f) => `${f.n} personnes ont payé avec la même carte en ${f.time} ${limit(f)}.`,
  },
  declinesThenPaid: {
    title: 'Des cartes refusées, puis une qui passe',
    why: (f) =>
      `${f.n} paiements de cette personne refusés en ${f.time}, puis un accepté ${limit(f)} : quelqu’un essaie peut-être des cartes.`,
  },
  declinesOnDevice: {
    title: 'Des cartes refusées sur un appareil, puis une qui passe',
    why: (f) => `${f.n} paiements refusés sur cet appareil en ${f.time}, puis un accepté ${limit(f)}.`,
  },
  topUpsPerPerson: {
    title: 'Pièces souvent, une personne',
    why: (f) => `Une personne a acheté des pièces ${f.n} fois en ${f.time} ${limit(f)}.`,
  },
  topUpsPerDevice: {
    title: 'Pièces souvent, un appareil',
    why: (f) => `Des pièces achetées ${f.n} fois sur un appareil en ${f.time} ${limit(f)}.`,
  },
  newAccountCoins: {
    title: 'Nouveau compte, pièces au plafond',
    why: (f) =>
      `Un compte de ${f.of('ageMinutes')} minutes a acheté ${f.of('coins')} pièces : ${f.n} % de ce qu’on peut acheter par jour ${limit(f)}.`,
  },
  signUpsPerDevice: {
    title: 'Beaucoup de nouveaux comptes, un appareil',
    why: (f) => `${f.n} comptes du jour sur un même appareil ${limit(f)}.`,
  },
  signUpsPerNetwork: {
    title: 'Beaucoup de nouveaux comptes, un réseau',
    why: (f) => `${f.n} comptes du jour depuis un même réseau en ${f.time} ${limit(f)}.`,
  },
  claimsPerDevice: {
    title: 'Vente flash : plusieurs personnes, un appareil',
    why: (f) => `${f.n} personnes servies sur un même appareil en ${f.time} ${limit(f)}.`,
  },
  claimsPerNetwork: {
    title: 'Vente flash : plusieurs personnes, un réseau',
    why: (f) => `${f.n} personnes servies depuis un même réseau en ${f.time} ${limit(f)}.`,
  },
  quickClaims: {
    title: 'Vente flash : plus vite qu’un doigt',
    why: (f) =>
      `Dans ${f.n} ventes en ${f.time}, cette personne était là moins de 25 ms après l’ouverture ${limit(f)}.`,
  },
  grabsPerNetwork: {
    title: 'Enveloppes rouges : plusieurs personnes, un réseau',
    why: (f) => `${f.n} personnes ont ouvert des enveloppes depuis un même réseau en ${f.time} ${limit(f)}.`,
  },
  quickGrabs: {
    title: 'Enveloppes rouges : plus vite qu’un doigt',
    why: (f) => `${f.n} enveloppes en ${f.time} ouvertes moins de 150 ms après leur chute ${limit(f)}.`,
  },
  giftsToOneself: {
    title: 'Cadeaux à soi-même',
    why: (f) =>
      `${f.of('coins')} pièces sur ${f.of('all')} viennent de quelqu’un qui partage avec l’hôte : ${what(f)}.`,
  },
  giftsFromSameNetwork: {
    title: 'Cadeaux du réseau de l’hôte',
    why: (f) =>
      `${f.of('coins')} pièces sur ${f.of('all')} viennent du réseau de l’hôte ${limit(f)}. Ce peut être un même bureau.`,
  },
  giftsInCircle: {
    title: 'Cadeaux en cercle',
    why: (f) => `${f.n} pièces ont fait le tour entre hôtes en ${f.time} ${limit(f)}.`,
  },
}
