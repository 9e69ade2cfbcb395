import type { Locale } from '../../lib/local-text.ts'

type Words = {
  statement: string
  columns: [date: string, what: string, show: string, amount: string, balance: string]
  kinds: Record<string, string>
  carried: string
  left: string
  none: string
  note: string
}

export const statementWords: Record<Locale, Words> = {
  en: {
    statement: 'Statement of a host’s earnings',
    columns: ['Date', 'What', 'Show', 'Amount', 'Balance'],
    kinds: {
      fee: 'Fee',
      commission: 'Commission',
      clawback: 'Commission on returns',
      gifts: 'Gifts',
      paid: 'Paid out',
    },
    carried: 'Carried forward',
    left: 'Balance',
    none: 'Nothing happened in this month.',
    note: 'Commissions are of what was sold, after reductions, without tax and delivery. Days are in UTC.',
  },
  fr: {
    statement: 'Relevé des gains d’un hôte',
    columns: ['Date', 'Objet', 'Émission', 'Montant', 'Solde'],
    kinds: {
      fee: 'Cachet',
      commission: 'Commission',
      clawback: 'Commission sur retours',
      gifts: 'Cadeaux',
      paid: 'Versé',
    },
    carried: 'Report',
    left: 'Solde',
    none: 'Rien ne s’est passé ce mois-ci.',
    note: 'Les commissions portent sur les ventes après remises, hors taxe et hors livraison. Les jours sont en UTC.',
  },
  'zh-Hans': {
    statement: '主播收入对账单',
    columns: ['日期', '项目', '直播', '金额', '余额'],
    kinds: { fee: '固定费用', commission: '佣金', clawback: '退货扣回佣金', gifts: '礼物', paid: '已付款' },
    carried: '上期结转',
    left: '余额',
    none: '本月没有记录。',
    note: '佣金按优惠后、不含税、不含运费的销售额计算。日期为 UTC。',
  },
}
