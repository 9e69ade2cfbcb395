/** What brands sell: products, their variants and prices, their pictures. */

export { assertAsIs, type ListPrice, pictureUrl, type VariantForSale, variantsForSale } from './for-sale.ts'
export { importProducts } from './import.ts'
export { addPicture, pictureBytes } from './keep-picture.ts'
export { bundlesWith, type Part, partsOf } from './parts.ts'
export { countUnweighed } from './parts-store.ts'
export { setPersonalisation } from './personalisation.ts'
export {
  archiveProduct,
  changeProduct,
  createProduct,
  type ProductWish,
  productChanged,
  stockCounted,
  variantAdded,
} from './products.ts'
export {
  pictureOwner,
  picturesOfBrand,
  product,
  productOfVariant,
  productOwner,
  products,
  productsByIds,
  productsLike,
  variantOwner,
} from './reads.ts'
