import { problems } from '../../lib/problems.ts'

export const catalogProblems = problems('catalog', {
  unknownProduct: [404, 'There is no such product'],
  unknownVariant: [404, 'There is no such variant'],
  unknownPicture: [404, 'There is no such picture'],
  skuTaken: [409, 'Another variant of this brand has this SKU'],
  sameOptions: [409, 'Two variants of a product differ in at least one option'],
  unknownPart: [409, 'A bundle is made of variants of the brand that are on sale and no bundles themselves'],
  bundleForGood: [409, 'A variant stays what it is, a bundle or a single piece: add another variant'],
  bundleAsIs: [409, 'A bundle is sold as it is: its pieces are not personalised'],
  pieceOfBundle: [409, 'A piece that is sold in a bundle cannot need an answer: leave it to the buyer'],
  needsAnswers: [409, 'This product is made to its buyer’s wishes and cannot be sold without them'],
  archived: [409, 'This product is archived'],
  noPrice: [409, 'This variant has no price in this currency'],
  notAPicture: [415, 'This is not a picture we can read'],
  pictureTooLarge: [413, 'A picture has at most 20 MB and 50 megapixels'],
  brokenCsv: [422, 'This is not a CSV file we can read'],
  tooManyRows: [422, 'A CSV file has at most 5,000 rows'],
})
