/** Inputs of what may be made of goods, and of where they are sold. */
export const goodsSamples = (of: { brandId: string; productId: string; nothing: string }) => {
  const { brandId, productId, nothing } = of
  return {
    'catalog.setPersonalisation': { productId, fields: [], final: false },
    'catalog.archiveProduct': { productId },
    'orders.offer': { brandId, variantId: nothing },
  }
}
