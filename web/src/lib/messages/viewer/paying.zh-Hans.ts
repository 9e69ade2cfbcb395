import type en from './paying.en.ts'

const zh: typeof en = {
  another: '换一种方式付款',
  thisWay: '继续使用这种方式',
  unavailable: '这种付款方式暂时不可用',
  unavailableText: '未产生扣款，商品仍为您保留。请选择其他付款方式。',
  payerUnknown: '微信未告知付款人身份',
  payerUnknownText: '未产生扣款，商品仍为您保留。请重试或选择其他付款方式。',
  openText: '已付款？本页几秒内会自动更新。如未付款，请继续。',
  pageExpired: '付款页面已过期',
  pending: '款项正在途中',
  pendingText: '您的银行或钱包已受理。到账前商品一直为您保留，到账后我们会写信通知您。',
  inWeChat: '在微信中付款',
  openingWeChat: '正在打开微信支付',
  openingWeChatText: '请在微信中确认，完成后将回到原来的页面。',
  notAgreed: '需要您在微信中同意',
  notAgreedText: '未经同意无法发起付款。未产生扣款。',
  backToOrder: '返回订单',
  kept: '已为您保存',
  expires: (month) => `有效期至 ${month}`,
  anotherOf: {
    card: '使用其他银行卡',
    wallet: '使用其他账户',
    bank: '使用其他账户',
    later: '使用其他账户',
    cash: '其他方式',
  },
  atOnce: '轻点即从已保存的银行卡扣款，银行可能会请您确认。',
  methods: '已保存的付款方式',
  noMethods: '尚未保存银行卡',
  noMethodsText: '在付款页面勾选“保存此卡”，下次只需轻点两下。',
  forget: (label) => `移除 ${label}`,
  payBefore: (time) => `商品为您保留至 ${time}。`,
}

export default zh
