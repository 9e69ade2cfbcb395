import type en from './counter.en.ts'

const zh: typeof en = {
  title: '自提柜台',
  text: '待自提的订单。请核对取货码和商品，再交给顾客。',
  code: '取货码',
  codeHint: '八位字母和数字；也可用本机相机扫描方形码。',
  find: '查找',
  handOver: '交付',
  handedOver: '已交付',
  handedOverTo: (number: string, name: string) => `订单 ${number}，${name}`,
  already: '已经交付过',
  alreadyAt: (when: string) => `该订单已于 ${when} 交付，请勿重复交付。`,
  returned: '该订单已取消，无需交付。',
  next: '下一个取货码',
  ready: '已备好',
  waiting: '待备货',
  noReady: '没有已备好的订单。',
  noWaiting: '没有待备货的订单。',
  makeReady: '已备好',
  madeReady: (name: string) => `已写信通知 ${name}`,
  since: (when: string) => `${when} 备好`,
  paid: (when: string) => `${when} 付款`,
  overdue: '已超过保留期',
  giveBack: '退回库存',
  giveBackTitle: (number: string) => `将订单 ${number} 退回库存？`,
  giveBackText: '商品重新上架，订单取消，全额退款给买家。',
  gaveBack: '已退回库存，款项正在退回',
  allStores: '所有门店',
  store: '门店',
}

export default zh
