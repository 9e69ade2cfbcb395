import type { Api } from '../../src/api.ts'
import type { Call } from '../../src/lib/client.ts'
import type { BrandId, Id, ProductId } from '../../src/lib/ids.ts'

/** The oak tray takes a line of words, and a cord in one of three colours. */
export async function engraveTheTray(owner: Call<Api>, productId: ProductId): Promise<void> {
  const choice = (choiceId: string, en: string, fr: string, zh: string, swatch: string, eur: string) => ({
    ...{ choiceId, label: { en, fr, 'zh-Hans': zh }, swatch },
    surcharges: eur === '0' ? [] : [{ minor: eur, currency: 'EUR' as const }],
  })
  await owner('catalog.setPersonalisation', {
    ...{ productId, final: true },
    fields: [
      {
        ...{ kind: 'text', fieldId: 'engraving', label: { en: 'Engraving', fr: 'Gravure', 'zh-Hans': '刻字' } },
        ...{ letters: ['latin', 'digits', 'signs'], most: 16, fonts: ['script', 'classic', 'modern'] },
        surcharges: [
          { minor: '2000', currency: 'EUR' },
          { minor: '15800', currency: 'CNY' },
        ],
        place: { picture: 0, x: 500, y: 862, width: 330, size: 50, turn: 0, colour: '#f0d2a2' },
      },
      {
        ...{ kind: 'choice', fieldId: 'cord', label: { en: 'Leather cord', fr: 'Lien de cuir', 'zh-Hans': '皮绳' } },
        choices: [
          choice('natural', 'Natural', 'Naturel', '原色', '#b98a5e', '0'),
          choice('black', 'Black', 'Noir', '黑色', '#26211d', '0'),
          choice('red', 'Madder red', 'Rouge garance', '茜草红', '#9c2f2a', '600'),
        ],
      },
    ],
  })
}

/** A pop-up shop for a weekend, with a set of what goes on a table. */
export async function openThePopUp(
  owner: Call<Api>,
  brandId: BrandId,
  products: Record<'lamp' | 'vase' | 'candle' | 'tray', { productId: ProductId }>,
  pictureId: Id<'picture'>,
): Promise<void> {
  const { setId } = await owner('assortments.addSet', {
    ...{ brandId, name: 'La table du soir' },
    productIds: [products.tray, products.vase, products.candle, products.lamp].map(({ productId }) => productId),
  })
  const hour = 3_600_000
  await owner('assortments.addPopUp', {
    ...{ brandId, slug: 'la-table-du-soir', setId, pictureId },
    title: { en: 'The evening table', fr: 'La table du soir', 'zh-Hans': '晚餐桌' },
    text: {
      en: 'For three days: what we set on our own table when the light goes down, and a tray engraved with your words.',
      fr: 'Trois jours durant : ce que nous posons sur notre table à la nuit tombée, et un plateau gravé à vos mots.',
      'zh-Hans': '仅三天：入夜时我们餐桌上的物件，还有可刻上您话语的托盘。',
    },
    opensAt: new Date(Date.now() - hour).toISOString(),
    closesAt: new Date(Date.now() + 71 * hour).toISOString(),
  })
}
