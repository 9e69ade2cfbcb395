import type en from './after-sale.en.ts'

const zh: typeof en = {
  parcels: '包裹',
  parcelNumber: (number: number) => `包裹 ${number}`,
  follow: '查看物流',
  sendBack: '申请退货',
  sendBackUntil: (day: string) => `可申请至 ${day}。`,
  sendBackAsk: '提交退货申请',
  sendBackWhat: '您想退回哪些商品？',
  why: '原因',
  words: '补充说明',
  asked: '已收到您的申请，我们会通过邮件答复。',
  withdraw: '撤回申请',
  withdrawn: '已撤回',
  sendTo: '寄回地址',
  invoices: '发票',
  chooseSome: '请至少选择一件。',
  states: {
    asked: '等待答复',
    accepted: '已通过，请寄回',
    refused: '未通过',
    withdrawn: '已撤回',
    received: '已收到，即将退款',
    refunded: '已退款',
  },
  reasons: {
    changedMind: '不想要了',
    wrongSize: '尺码不合适',
    damaged: '商品破损',
    notAsDescribed: '与描述不符',
    wrongItem: '收到的商品不对',
    late: '送达太晚',
    other: '其他原因',
  },
  kinds: { invoice: '发票', credit: '红字凭证' },
}

export default zh
