import type en from './collect.en.ts'

const zh: typeof en = {
  inStore: '门店自提',
  inStoreText: '备好后我们会写信通知您',
  chooseStore: '门店',
  who: '提货人',
  readyIn: (hours: number) => (hours <= 1 ? '通常一小时内备好' : `通常 ${hours} 小时内备好`),
  keptFor: (days: number) => `保留 ${days} 天`,
  toOther: '寄给别人',
  toOtherHint: '包裹内不含价格；邮件和发票发给您。',
  toMe: '寄给我自己',
  recipient: '收件人',
  recipients: '您寄过的人',
  from: '赠送人',
  message: '随包裹的留言',
  messageHint: '与您的名字一起印在装箱单上。',
  present: '礼物',
  presentFrom: (name: string) => `${name} 赠`,
  invoiceTo: '发票抬头',
  collectAt: '自提地点',
  states: {
    waiting: '备好后我们会写信通知您来取。',
    ready: '已备好：请在柜台出示此取货码。',
    collected: '您已取走。',
    returned: '未领取，商品已退回。',
  },
  code: '取货码',
  codeText: '凭码即可取货。',
  keptUntil: (date: string) => `我们为您保留至 ${date}。`,
  passTitle: (number: string) => `自提订单 ${number}`,
  deadTitle: '此链接无效',
  deadText: '请查看关于您订单的最新邮件。',
}

export default zh
