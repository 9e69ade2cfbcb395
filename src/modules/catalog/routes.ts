import type { Handlers } from '../../lib/contract.ts'
import {
  archiveProduct,
  changeProduct,
  createProduct,
  importProducts,
  product,
  products,
  setPersonalisation,
} from './catalog.ts'
import type { catalogContract } from './contract.ts'

export const catalogRoutes: Handlers<typeof catalogContract> = {
  'catalog.products': products,
  'catalog.product': product,
  'catalog.createProduct': createProduct,
  'catalog.changeProduct': changeProduct,
  'catalog.setPersonalisation': setPersonalisation,
  'catalog.archiveProduct': (ctx, input) => archiveProduct(ctx, input),
  'catalog.importProducts': importProducts,
}
