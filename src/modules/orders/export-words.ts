import type { Locale } from '../../lib/local-text.ts'
import type { OrderState } from './decide.ts'

/** The heads of an export, in the order of its columns. */
type Words = { states: Record<OrderState, string>; order: readonly string[]; line: readonly string[] }

export const exportWords: Record<Locale, Words> = {
  en: {
    states: { unpaid: 'Unpaid', paid: 'To send', sent: 'Sent', cancelled: 'Cancelled', refunded: 'Refunded' },
    order: [
      ...['Order', 'State', 'Placed', 'Paid', 'Sent', 'Name', 'E-mail', 'Telephone', 'Address', 'Postal code', 'City'],
      ...['Region', 'Country', 'Items', 'Pieces', 'Goods', 'Discount', 'Delivery', 'Total', 'Tax contained'],
      ...['Currency', 'Carrier', 'Tracking'],
    ],
    line: [
      ...['Order', 'State', 'Placed', 'Paid', 'SKU', 'Title', 'Options', 'Personalised', 'Of which for that'],
      ...['Show', 'Pieces', 'Sent', 'Called off', 'Returned', 'Unit price', 'Line total', 'Tax rate %', 'Currency'],
    ],
  },
  fr: {
    states: { unpaid: 'À payer', paid: 'À expédier', sent: 'Expédiée', cancelled: 'Annulée', refunded: 'Remboursée' },
    order: [
      ...['Commande', 'État', 'Passée', 'Payée', 'Expédiée', 'Nom', 'E-mail', 'Téléphone', 'Adresse', 'Code postal'],
      ...['Ville', 'Région', 'Pays', 'Articles', 'Pièces', 'Marchandises', 'Remise', 'Livraison', 'Total'],
      ...['Dont taxes', 'Devise', 'Transporteur', 'Suivi'],
    ],
    line: [
      ...['Commande', 'État', 'Passée', 'Payée', 'SKU', 'Titre', 'Options', 'Personnalisation'],
      ...[
        'Dont personnalisation',
        'Direct',
        'Pièces',
        'Expédiées',
        'Annulées',
        'Retournées',
        'Prix unitaire',
        'Total ligne',
        'Taux de taxe %',
        'Devise',
      ],
    ],
  },
  'zh-Hans': {
    states: { unpaid: '待付款', paid: '待发货', sent: '已发货', cancelled: '已取消', refunded: '已退款' },
    order: [
      ...['订单', '状态', '下单时间', '付款时间', '发货时间', '姓名', '邮箱', '电话', '地址', '邮编', '城市', '地区'],
      ...['国家', '商品', '件数', '商品金额', '优惠', '运费', '合计', '含税', '货币', '承运商', '运单号'],
    ],
    line: [
      ...[
        '订单',
        '状态',
        '下单时间',
        '付款时间',
        'SKU',
        '名称',
        '规格',
        '个性化',
        '其中定制费',
        '直播',
        '件数',
        '已发',
        '已取消',
        '已退',
      ],
      ...['单价', '行合计', '税率 %', '货币'],
    ],
  },
}
