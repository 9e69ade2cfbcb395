import type en from './delivery.en.ts'

const zh: typeof en = {
  title: '配送',
  text: '买家结账时可选的配送方式，取决于包裹寄往的国家或地区。',
  add: '添加配送方式',
  change: '修改',
  changeTitle: '修改配送方式',
  saved: '配送方式已保存',
  archive: '停用',
  restore: '重新提供',
  archived: '已停用',
  archivedNow: '不再提供此方式',
  restoredNow: '已重新提供此方式',
  name: '名称',
  prices: '价格',
  priceIn: (currency: string) => `${currency} 价格`,
  freeFromIn: (currency: string) => `满额免运费（${currency}）`,
  removePrice: (currency: string) => `不提供 ${currency}`,
  needsPrice: '请填金额，例如 5.90；0 表示免费。',
  days: '配送天数',
  daysLeast: '最少',
  daysMost: '最多',
  daysFromTo: (least: number, most: number) => `${least}–${most} 天`,
  badDays: '请填 0 到 365 的整数，先少后多。',
  tax: '价格所含税率',
  badTax: '请填 0 到 50 的百分比。',
  countries: '国家和地区',
  needsCountry: '请至少选择一个国家或地区。',
}

export default zh
