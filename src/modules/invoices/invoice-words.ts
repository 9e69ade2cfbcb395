import type { Locale } from '../../lib/local-text.ts'

type Words = {
  invoice: string
  credit: string
  of: string
  number: string
  date: string
  order: string
  orderedOn: string
  paidOn: string
  billedTo: string
  article: string
  quantity: string
  unit: string
  amount: string
  rate: string
  net: string
  tax: string
  gross: string
  total: string
  credited: string
  delivery: string
  refund: string
  taxNumber: string
  page: string
  exported: string
  exportLaw: string
}

export const invoiceWords: Record<Locale, Words> = {
  en: {
    ...{ invoice: 'Invoice', credit: 'Credit note', of: 'For invoice', number: 'Number', date: 'Date of issue' },
    ...{ order: 'Order', orderedOn: 'Ordered on', paidOn: 'Paid on', billedTo: 'Billed to', article: 'Description' },
    ...{ quantity: 'Quantity', unit: 'Unit price', amount: 'Amount', rate: 'VAT rate', net: 'Net', tax: 'VAT' },
    ...{ gross: 'Gross', total: 'Total including VAT', credited: 'Total credited', delivery: 'Delivery' },
    ...{ refund: 'Reduction after the sale', taxNumber: 'VAT number', page: 'Page' },
    ...{ exported: 'Export: no VAT charged.', exportLaw: 'Exempt under Article 146 of Directive 2006/112/EC.' },
  },
  fr: {
    ...{ invoice: 'Facture', credit: 'Avoir', of: 'Sur la facture', number: 'Numéro', date: 'Date d’émission' },
    ...{ order: 'Commande', orderedOn: 'Commandée le', paidOn: 'Payée le', billedTo: 'Facturé à' },
    ...{ article: 'Désignation', quantity: 'Quantité', unit: 'Prix unitaire TTC', amount: 'Montant TTC' },
    ...{ rate: 'Taux de TVA', net: 'Montant HT', tax: 'TVA', gross: 'Montant TTC', total: 'Total TTC' },
    ...{ credited: 'Total de l’avoir TTC', delivery: 'Livraison', refund: 'Réduction après vente' },
    ...{ taxNumber: 'N° de TVA', page: 'Page' },
    ...{
      exported: 'Exportation : TVA non facturée.',
      exportLaw: 'Exonération, article 146 de la directive 2006/112/CE.',
    },
  },
  'zh-Hans': {
    ...{ invoice: '发票', credit: '红字凭证', of: '对应发票', number: '编号', date: '开具日期', order: '订单' },
    ...{ orderedOn: '下单日期', paidOn: '付款日期', billedTo: '购买方', article: '名称', quantity: '数量' },
    ...{ unit: '含税单价', amount: '含税金额', rate: '税率', net: '不含税金额', tax: '税额', gross: '含税金额' },
    ...{ total: '价税合计', credited: '冲减合计', delivery: '运费', refund: '售后减免', taxNumber: '税号', page: '页' },
    ...{ exported: '出口货物，不收取增值税。', exportLaw: '依据欧盟指令 2006/112/EC 第146条免税。' },
  },
}
