import type en from './pay-links.en.ts'

const zh: typeof en = {
  title: '付款链接',
  text: '为正在沟通的顾客保留商品并发送链接：对方可查看商品、填写地址并付款。',
  make: '新建付款链接',
  pieces: '商品',
  find: '查找商品',
  findHint: '按名称或 SKU',
  add: (name: string) => `添加 ${name}`,
  remove: (name: string) => `移除 ${name}`,
  held: '保留时间',
  hours: { '1': '1 小时', '4': '4 小时', '24': '24 小时', '48': '2 天', '168': '7 天' },
  note: '给同事的备注',
  create: '保留商品并生成链接',
  needsPiece: '请先选择至少一件商品',
  made: '链接已生成',
  madeText: (until: string) => `商品保留至 ${until}。请发送此链接或让对方扫码。`,
  link: '付款链接',
  code: '可扫描的链接二维码',
  another: '再建一个',
  none: '还没有付款链接',
  noneText: '为顾客保留的商品会显示在这里。',
  states: { open: '有效', ordered: '待付款', paid: '已付款', expired: '已过期', cancelled: '已取消' },
  by: (name: string, when: string) => `${name}，${when}`,
  until: (when: string) => `至 ${when}`,
  cancel: '取消',
  cancelled: '已取消，商品已释放',
  order: (number: string) => `订单 ${number}`,
}

export default zh
