import type { Api } from '../../src/api.ts'
import type { Call } from '../../src/lib/client.ts'
import type { World } from '../world.ts'

const euro = (minor: number) => ({ minor: String(minor), currency: 'EUR' as const })
const open = (days: readonly number[], from: string, to: string) => days.map((day) => ({ day, from, to }))

/**
 * A way of delivery by weight, the store of the house, and a vase set aside for somebody: what the demo shows beyond the
 * first ways there are.
 */
export async function deliverBeyond(owner: Call<Api>, { brandId, products }: World): Promise<void> {
  await owner('orders.addDeliveryMethod', {
    ...{ brandId, taxRateBp: 2000, days: { least: 2, most: 4 }, countries: ['FR', 'MC', 'BE', 'LU'], maxGrams: 30_000 },
    title: { en: 'By post', fr: 'Colis postal', 'zh-Hans': '邮政包裹' },
    prices: [
      {
        ...{ price: euro(490), freeFrom: euro(20_000) },
        bands: [
          { overGrams: 1000, price: euro(690) },
          { overGrams: 5000, price: euro(990) },
          { overGrams: 15_000, price: euro(1990) },
        ],
      },
    ],
  })
  await owner('orders.addStore', {
    ...{ brandId, name: 'Maison Alma, le Panier', readyHours: 2, keepDays: 14 },
    address: {
      line1: '12 rue du Panier',
      postalCode: '13002',
      city: 'Marseille',
      country: 'FR',
      phone: '+33 4 91 00 00 00',
    },
    hours: [...open([2, 3, 4, 5, 6], '10:00', '13:00'), ...open([2, 3, 4, 5, 6], '14:00', '19:00')],
    note: { en: 'Ring at the blue door.', fr: 'Sonnez à la porte bleue.', 'zh-Hans': '请按蓝色门铃。' },
  })
  await owner('orders.makePayLink', {
    ...{ brandId, hours: 24, note: 'Carl, by telephone' },
    lines: [{ variantId: products.vase.variantIds[0]!, quantity: 1 }],
  })
}
