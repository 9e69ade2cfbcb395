/** What brands sell: products, their variants and prices, their pictures. */

export { importProducts } from './import.ts'
export { addPicture, pictureBytes } from './keep-picture.ts'
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
  type ListPrice,
  pictureOwner,
  pictureUrl,
  product,
  productOfVariant,
  productOwner,
  products,
  productsByIds,
  type VariantForSale,
  variantOwner,
  variantsForSale,
} from './reads.ts'
