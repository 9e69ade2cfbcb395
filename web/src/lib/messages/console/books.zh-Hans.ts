import { plural } from '../plural.ts'

const purposes: Record<string, (owner: string) => string> = {
  provider: (owner) => `存于 ${owner}`,
  disputed: (owner) => `争议中，${owner}`,
  bank: () => '银行',
  sales: () => '销售',
  discounts: () => '优惠',
  delivery: () => '运费',
  tax: (owner) => `应缴税，${owner}`,
  returns: () => '退货',
  providerFees: () => '支付手续费',
  coins: () => '金币',
  unearned: () => '已付未售',
}

const kinds: Record<string, string> = {
  'payment.taken': '收款',
  'order.sold': '销售',
  'refund.done': '退款',
  'refund.undone': '退款失败',
  'provider.fee': '手续费',
  'provider.paidOut': '提现',
}

export default {
  title: '账簿',
  text: '每一分钱都以复式记账。左为借，右为贷，两边相等。',
  account: '科目',
  debit: '借方',
  credit: '贷方',
  balance: '余额',
  what: '事项',
  when: '时间',
  held: '已预留',
  waits: '未结清自',
  sum: '合计',
  none: '尚无记账',
  noneText: '第一笔销售会开启账簿。',
  check: '核对账簿',
  checkText: '逐笔核对所有记录并重新相加。',
  accounts: (count: number) => plural('zh-Hans', count, { other: '# 人' }),
  whole: (n: string) => `已核对：${n} 笔记录链条完整，全部平衡。`,
  faults: '以下内容不一致，请告知您的 Estrade 管理员。',
  closing: '直播结算单',
  closingText: '除注明外均不含税。付款后一秒内入账。',
  noClosing: '这场直播尚未售出商品。',
  net: '净额',
  taxes: '税',
  total: '买家实付（已扣退款）',
  orders: (count: number) => plural('zh-Hans', count, { other: '# 笔订单' }),
  refunds: (count: number) => plural('zh-Hans', count, { other: '# 笔退款' }),
  order: '订单',
  /** An account by its purpose and whose it is. */
  accountName: (purpose: string, owner: string) => purposes[purpose]?.(owner) ?? purpose,
  kindName: (kind: string) => kinds[kind] ?? kind,
}
