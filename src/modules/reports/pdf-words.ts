import type { Locale } from '../../lib/local-text.ts'
import type { FigureName } from './glossary.ts'

/** What stands on the printed report. */
type Words = {
  report: string
  with: (host: string) => string
  readAt: string
  course: string
  courseText: string
  products: string
  columns: [product: string, opened: string, units: string, sales: string]
  conversion: string
  notes: string
  figures: Partial<Record<FigureName, string>>
}

export const pdfWords: Record<Locale, Words> = {
  en: {
    ...{ report: 'Report', with: (host) => `with ${host}`, readAt: 'As of' },
    ...{ course: 'Viewers and sales, minute by minute', courseText: 'Above: viewers. Below: sales.' },
    products: 'Products',
    columns: ['Product', 'Opened by', 'Pieces', 'Sales'],
    conversion: 'Conversion, by each of its definitions',
    notes:
      'Entries: viewers in the room while on air. Shop visitors: those of them who opened anything that sells. Buyers: people with an order placed while on air and paid. Sales: what the goods cost, reductions off, without delivery. Completion: there for at least 95 % of the show.',
    figures: {
      ...{ gmv: 'Sales', netSales: 'Net sales', refunds: 'Given back', orders: 'Orders', units: 'Pieces' },
      ...{ aov: 'Average order', gpm: 'Sales per 1,000 views', entries: 'Entries', peak: 'Most at once' },
      ...{ averageWatch: 'Average watch', medianWatch: 'Median watch', completion: 'Completion' },
      ...{ comments: 'Comments', likes: 'Hearts', shares: 'Shares', newBuyers: 'New buyers' },
      ...{ reads: 'Readings', shopVisitors: 'Shop visitors', buyers: 'Buyers', returningBuyers: 'Returning buyers' },
    },
  },
  fr: {
    ...{ report: 'Bilan', with: (host) => `avec ${host}`, readAt: 'Au' },
    ...{ course: 'Spectateurs et ventes, minute par minute', courseText: 'En haut : spectateurs. En bas : ventes.' },
    products: 'Produits',
    columns: ['Produit', 'Ouvert par', 'Pièces', 'Ventes'],
    conversion: 'La conversion, selon chacune de ses définitions',
    notes:
      'Entrées : spectateurs dans la salle pendant l’antenne. Visiteurs de la boutique : ceux qui ont ouvert ce qui vend. Acheteurs : personnes dont une commande passée pendant l’antenne est payée. Ventes : prix des produits, remises déduites, sans livraison. Complétion : présents pendant au moins 95 % du live.',
    figures: {
      ...{ gmv: 'Ventes', netSales: 'Ventes nettes', refunds: 'Remboursé', orders: 'Commandes', units: 'Pièces' },
      ...{ aov: 'Panier moyen', gpm: 'Ventes pour 1 000 vues', entries: 'Entrées', peak: 'Au plus en même temps' },
      ...{ averageWatch: 'Durée moyenne', medianWatch: 'Durée médiane', completion: 'Complétion' },
      ...{ comments: 'Commentaires', likes: 'Cœurs', shares: 'Partages', newBuyers: 'Nouveaux acheteurs' },
      ...{ reads: 'Lectures', shopVisitors: 'Visiteurs boutique', buyers: 'Acheteurs', returningBuyers: 'Fidèles' },
    },
  },
  'zh-Hans': {
    ...{ report: '报告', with: (host) => `主播 ${host}`, readAt: '截至' },
    ...{ course: '每分钟的观众与销售', courseText: '上方：观众。下方：销售额。' },
    products: '商品',
    columns: ['商品', '打开人数', '件数', '销售额'],
    conversion: '转化率，按每种定义',
    notes:
      '进入直播：直播期间在直播间的观众。商店访客：其中打开过任何售卖内容的人。买家：直播期间下单并已付款的人。销售额：商品金额，扣除优惠，不含运费。完播率：停留至少达到直播时长的 95 %。',
    figures: {
      ...{ gmv: '销售额', netSales: '净销售额', refunds: '退款', orders: '订单', units: '件数' },
      ...{ aov: '平均订单金额', gpm: '千次观看销售额', entries: '进入直播', peak: '同时在线最高' },
      ...{ averageWatch: '平均观看', medianWatch: '观看中位数', completion: '完播率' },
      ...{ comments: '评论', likes: '点赞', shares: '分享', newBuyers: '新买家' },
      ...{ reads: '站外阅读', shopVisitors: '商店访客', buyers: '买家', returningBuyers: '老买家' },
    },
  },
}
