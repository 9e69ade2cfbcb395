/** What a price is made of, as its buyer reads it. */
export default {
  code: 'Code',
  haveCode: 'I have a code',
  applyCode: 'Apply',
  codeApplied: (code: string) => `The code ${code} applies.`,
  gift: 'Gift',
  member: 'Your account’s price',
  taxAdded: 'Tax',
  whyNot: {
    unknownCode: (_missing: string) => 'There is no such code.',
    notYet: (_missing: string) => 'It does not count yet.',
    over: (_missing: string) => 'Its time is over.',
    notLive: (_missing: string) => 'It counts only while the show is live.',
    usedUp: (_missing: string) => 'It has been used up.',
    usedByYou: (_missing: string) => 'You have used it already.',
    notNew: (_missing: string) => 'It is for a first order.',
    otherCurrency: (_missing: string) => 'It does not count in this currency.',
    otherProducts: (_missing: string) => 'It does not count for what is in your bag.',
    belowLeast: (missing: string) => `${missing} more and it counts.`,
    giftGone: (_missing: string) => 'The gift has run out.',
    otherIsBetter: (_missing: string) => 'You already get something better, and it does not combine.',
  },
}
