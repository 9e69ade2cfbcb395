import type { LocalText } from '../../src/lib/local-text.ts'
import type { PictureName } from './draw.ts'

export type WorldProduct = {
  title: LocalText
  description: LocalText
  attributes: Record<string, string>
  pictures: PictureName[]
  /** One of any variant, packed. */
  grams: number
  variants: { sku: string; options: Record<string, string>; eur: string; cny: string; stock: number }[]
}

/** What Maison Alma sells. */
export const worldProducts = {
  lamp: {
    title: { en: 'Alma lamp', fr: 'Lampe Alma', 'zh-Hans': 'Alma 陶瓷台灯' },
    description: {
      en: 'A stoneware base turned by hand, a shade of washed linen. The light it gives is that of late afternoon.',
      fr: 'Un pied en grès tourné à la main, un abat-jour en lin lavé. Elle donne la lumière d’une fin d’après-midi.',
      'zh-Hans': '手工拉坯的粗陶底座，水洗亚麻灯罩，点亮的是傍晚的光。',
    },
    attributes: { material: 'Stoneware, linen', height: '46 cm', bulb: 'E27, included' },
    pictures: ['lamp-ivory', 'lamp-terracotta', 'lamp-ink', 'lamp-detail'],
    grams: 2600,
    variants: [
      { sku: 'ALMA-LAMP-IV', options: { colour: 'Ivory' }, eur: '14900', cny: '118000', stock: 120 },
      { sku: 'ALMA-LAMP-TE', options: { colour: 'Terracotta' }, eur: '14900', cny: '118000', stock: 60 },
      { sku: 'ALMA-LAMP-IN', options: { colour: 'Ink' }, eur: '15900', cny: '126000', stock: 18 },
    ],
  },
  vase: {
    title: { en: 'Rivage vase', fr: 'Vase Rivage', 'zh-Hans': 'Rivage 手作花瓶' },
    description: {
      en: 'Thrown on the wheel in Vallauris and glazed twice, so that no two rims are alike.',
      fr: 'Tourné à Vallauris et émaillé deux fois : aucun bord ne ressemble à un autre.',
      'zh-Hans': '在瓦洛里手工拉坯，两次上釉，每一只的口沿都独一无二。',
    },
    attributes: { material: 'Stoneware', height: '28 cm' },
    pictures: ['vase-celadon', 'vase-chalk', 'vase-with-branch'],
    grams: 1900,
    variants: [
      { sku: 'RIVAGE-CE', options: { glaze: 'Celadon' }, eur: '8900', cny: '69000', stock: 80 },
      { sku: 'RIVAGE-CH', options: { glaze: 'Chalk' }, eur: '8900', cny: '69000', stock: 45 },
    ],
  },
  serum: {
    title: { en: 'Night serum', fr: 'Sérum de nuit', 'zh-Hans': '夜间修护精华' },
    description: {
      en: 'Camellia oil and a trace of neroli, in 30 ml of amber glass. Two drops are enough.',
      fr: 'Huile de camélia et un soupçon de néroli, dans 30 ml de verre ambré. Deux gouttes suffisent.',
      'zh-Hans': '山茶花油与一丝橙花，盛于30毫升琥珀玻璃瓶，两滴足矣。',
    },
    attributes: { 'skin type': 'Dry, sensitive', volume: '30 ml' },
    pictures: ['serum'],
    grams: 180,
    variants: [{ sku: 'SERUM-30', options: {}, eur: '6400', cny: '49800', stock: 300 }],
  },
  candle: {
    title: { en: 'Fig tree candle', fr: 'Bougie Figuier', 'zh-Hans': '无花果香薰蜡烛' },
    description: {
      en: 'Green fig, warm stone, a little smoke. It burns for fifty hours.',
      fr: 'Figue verte, pierre chaude, un peu de fumée. Cinquante heures de combustion.',
      'zh-Hans': '青无花果、温热的石头与一缕轻烟，可燃五十小时。',
    },
    attributes: { burns: '50 h', weight: '220 g' },
    pictures: ['candle'],
    grams: 420,
    variants: [{ sku: 'FIG-220', options: {}, eur: '4200', cny: '32800', stock: 150 }],
  },
  throw: {
    title: { en: 'Alpine throw', fr: 'Plaid Alpage', 'zh-Hans': '阿尔卑斯羊毛盖毯' },
    description: {
      en: 'Undyed wool from the southern Alps, woven slowly and brushed by hand.',
      fr: 'Laine non teinte des Alpes du Sud, tissée lentement et brossée à la main.',
      'zh-Hans': '南阿尔卑斯未染羊毛，缓慢织造，手工起绒。',
    },
    attributes: { material: 'Wool', size: '130 × 180 cm' },
    pictures: ['throw'],
    grams: 1300,
    variants: [{ sku: 'ALPAGE-130', options: {}, eur: '17900', cny: '139800', stock: 40 }],
  },
  tray: {
    title: { en: 'Table tray', fr: 'Plateau de table', 'zh-Hans': '橡木托盘' },
    description: {
      en: 'Oiled oak with a raised rim, for tea, keys or letters.',
      fr: 'Chêne huilé à bord relevé, pour le thé, les clés ou le courrier.',
      'zh-Hans': '上油橡木，微翘边沿，盛茶、放钥匙，或收信。',
    },
    attributes: { material: 'Oak', size: '38 × 26 cm' },
    pictures: ['tray'],
    grams: 1600,
    variants: [{ sku: 'TRAY-38', options: {}, eur: '5800', cny: '45800', stock: 70 }],
  },
} satisfies Record<string, WorldProduct>

export type WorldProductName = keyof typeof worldProducts
