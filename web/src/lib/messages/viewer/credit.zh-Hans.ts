import type en from './credit.en.ts'

export default {
  title: '购物金',
  text: '您从红包和抽奖中获得的购物金，各店铺分别计算。',
  use: '下次下单时使用',
  ready: (amount) => `${amount} 将在您下一笔不低于该金额的订单中自动抵扣。`,
  have: (amount) => `您有 ${amount} 购物金`,
  useNow: '使用',
  nothing: '没有可用的购物金。',
} satisfies typeof en
