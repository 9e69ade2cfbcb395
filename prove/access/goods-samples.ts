/** Inputs of what may be made of goods, and of where they are sold. */
export const goodsSamples = (of: { brandId: string; productId: string; showId: string; nothing: string }) => {
  const { brandId, productId, showId, nothing } = of
  const set = { name: 'A set', productIds: [productId] }
  const words = { title: { en: 'A shop' }, text: { en: 'For a day' } }
  const hours = { opensAt: '2027-01-01T10:00:00Z', closesAt: '2027-01-02T10:00:00Z' }
  const popUp = { slug: 'a-shop', ...words, productIds: [productId], ...hours }
  return {
    'catalog.setPersonalisation': { productId, fields: [], final: false },
    'catalog.archiveProduct': { productId },
    'orders.offer': { brandId, variantId: nothing },
    'assortments.sets': { brandId },
    'assortments.addSet': { brandId, ...set },
    'assortments.changeSet': { brandId, setId: nothing, ...set },
    'assortments.removeSet': { brandId, setId: nothing },
    'assortments.popUps': { brandId },
    'assortments.addPopUp': { brandId, ...popUp },
    'assortments.changePopUp': { brandId, popUpId: nothing, ...popUp },
    'assortments.removePopUp': { brandId, popUpId: nothing },
    'assortments.popUp': { brandId, slug: 'no-such-shop' },
    'assortments.rules': { productId },
    'assortments.setRules': { productId, rules: [] },
    'shows.useSet': { showId, setId: nothing },
  }
}
