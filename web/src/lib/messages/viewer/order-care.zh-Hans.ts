import type en from './order-care.en.ts'

const zh: typeof en = {
  cancelPaid: (amount) => `${amount} 将原路退回，商品重新上架。银行通常几天内显示退款。`,
  cancelUnpaid: '尚未扣款，商品将重新上架。',
  cancelUntil: '打包之前均可取消。',
  cancelCarries: '已付运费保留给同一包裹的其他订单。',
  shipsWith: (number) => `与订单 ${number} 同一包裹寄出，运费已付。`,
  oneParcel: (numbers) => `与 ${numbers} 同一包裹`,
  email: '订单邮箱',
  emailWhy: (masked) => `任何持有链接的人都能打开本页，因此需要核对邮箱：${masked}。`,
  linkTitle: '通过邮件中的链接',
  linkNote: '持有此链接的人可查看订单，但看不到付款方式。登录后可查看全部内容。',
  mailLink: '邮件中的链接',
  mailLinkText: '持有链接的人可查看订单进度。您可以让已发出的链接失效。',
  copy: '复制链接',
  copied: '已复制',
  revoke: '让旧链接失效',
  revoked: '此前发出的链接已失效',
  deadTitle: '此链接已失效',
  deadText: '它可能已被新链接取代，请查看最近一封订单邮件。',
  yourOrders: '您在此的订单',
}
export default zh
