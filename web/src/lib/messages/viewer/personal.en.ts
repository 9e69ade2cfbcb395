import popUp from './pop-up.en.ts'

/** What is said where a piece is engraved, or made as its buyer asks for it. */
export default {
  popUp,
  title: 'Make it yours',
  preview: (texts: string) => (texts ? `Preview: ${texts}` : 'Preview of the piece'),
  previewNote: 'A preview: letters by hand differ a little.',
  sample: (kind: 'text' | 'monogram'): string => (kind === 'text' ? 'Your words' : 'AB'),
  font: 'Hand',
  optional: 'optional',
  none: 'Without',
  count: (said: number, most: number) => `${said} of ${most}`,
  letters: {
    latin: 'letters A–Z with accents',
    digits: 'digits',
    han: 'Chinese characters',
    signs: '. , ’ & · - ! ? + /',
  },
  capitals: 'in capitals',
  faults: {
    required: (_missing: string) => 'Please choose or fill this in.',
    tooLong: (_missing: string) => 'This is too long.',
    letters: (missing: string) => `The workshop does not have: ${missing}`,
    font: (_missing: string) => 'Choose another hand.',
    choice: (_missing: string) => 'Choose one of these.',
    unknownField: (_missing: string) => 'This has changed. Reload the page.',
  },
  final: 'Made for you: once it is paid it cannot be cancelled or sent back.',
  asIs: 'In a flash sale, an auction or a set the piece comes as it is.',
  ofWhich: (price: string) => `of which ${price} to make it yours`,
  madeForYou: 'Made for you: no cancellation, no return',
  whyNot: {
    holdOver: 'This piece went back on sale. Take it out to continue.',
    notOnSale: 'It is not for sale any more. Take it out to continue.',
    onlyLive: 'It is sold only while the show is live.',
    onlyInShow: 'It is sold only in chosen shows.',
    onlyInPopUp: 'It is sold only in a pop-up shop while that is open.',
    membersOnly: 'It is for people with an account. Sign in to buy it.',
    answers: 'It cannot be made this way any more. Take it out and ask again.',
  } as Record<string, string>,
}
