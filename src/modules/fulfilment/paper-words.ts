import type { Locale } from '../../lib/local-text.ts'

export type PaperWords = {
  pickList: string
  slip: string
  products: string
  orders: string
  order: string
  orderedOn: string
  deliveredTo: string
  article: string
  units: string
  parcel: string
  inOrder: string
  thanks: string
  presentFrom: string
}

export const paperWords: Record<Locale, PaperWords> = {
  en: {
    ...{ pickList: 'Pick list', slip: 'Packing slip', products: 'From the shelf', orders: 'Into the parcels' },
    ...{ order: 'Order', orderedOn: 'Ordered', deliveredTo: 'Delivered to', article: 'Article', units: 'Pieces' },
    ...{ parcel: 'Parcel', inOrder: 'Ordered in all', thanks: 'Thank you.', presentFrom: 'A present from' },
  },
  fr: {
    ...{ pickList: 'Liste de préparation', slip: 'Bon de livraison', products: 'En rayon', orders: 'En colis' },
    ...{ order: 'Commande', orderedOn: 'Commandée le', deliveredTo: 'Livrée à', article: 'Article', units: 'Pièces' },
    ...{ parcel: 'Colis', inOrder: 'Commandées en tout', thanks: 'Merci.', presentFrom: 'Un cadeau de' },
  },
  'zh-Hans': {
    ...{ pickList: '拣货单', slip: '装箱单', products: '取货', orders: '装箱' },
    ...{ order: '订单', orderedOn: '下单日期', deliveredTo: '收货地址', article: '商品', units: '件数' },
    ...{ parcel: '包裹', inOrder: '订购总数', thanks: '感谢惠顾。', presentFrom: '赠送人：' },
  },
}
