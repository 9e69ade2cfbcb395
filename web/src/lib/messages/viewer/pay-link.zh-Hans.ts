import type en from './pay-link.en.ts'

const zh: typeof en = {
  title: (brand: string) => `${brand} 为您保留`,
  until: (when: string) => `这些商品按此价格为您保留至 ${when}。`,
  states: {
    ordered: '已填写，等待付款。',
    paid: '已付款，谢谢。',
    expired: '保留时间已过，商品已重新上架。',
    cancelled: '已取消。',
  },
  orderedText: '请在填写时所用的浏览器中付款，或向商家索取新链接。',
  toOrder: '查看订单',
  toShop: '前往商店',
  deadTitle: '此链接无效',
  deadText: '链接可能不完整，请向商家索取新链接。',
}

export default zh
