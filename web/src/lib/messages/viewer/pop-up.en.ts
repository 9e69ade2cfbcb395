import { plural } from '../plural.ts'

/** A shop that is open for a while. */
export default {
  title: 'Pop-up shop',
  opensIn: 'Opens in',
  closesIn: 'Closes in',
  opens: (date: string) => `Opens ${date}`,
  closed: 'This pop-up shop has closed',
  closedText: 'Thank you for coming by. The house is open as ever.',
  pieces: (count: number) =>
    plural('en', count, { one: '# piece waits behind the curtain', other: '# pieces wait behind the curtain' }),
  toHouse: 'To the house',
  onSale: 'On sale here',
  back: 'Back to the pop-up shop',
  from: (price: string) => `from ${price}`,
}
