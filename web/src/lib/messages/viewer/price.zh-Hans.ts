import type en from './price.en.ts'

export default {
  code: '优惠码',
  haveCode: '我有优惠码',
  applyCode: '使用',
  codeApplied: (code) => `优惠码 ${code} 已使用。`,
  gift: '赠品',
  member: '会员价',
  taxAdded: '税费',
  noTax: '不含增值税',
  exported: '到货时可能需缴纳关税和税费。',
  lowest: (price) => `近30天最低价：${price}`,
  whyNot: {
    unknownCode: () => '没有这个优惠码。',
    notYet: () => '尚未开始。',
    over: () => '已过期。',
    notLive: () => '仅在直播期间有效。',
    usedUp: () => '已被领完。',
    usedByYou: () => '您已使用过。',
    notNew: () => '仅限首次下单。',
    otherCurrency: () => '不适用于该货币。',
    otherProducts: () => '不适用于购物袋中的商品。',
    belowLeast: (missing) => `再买 ${missing} 即可享受。`,
    giftGone: () => '赠品已送完。',
    otherIsBetter: () => '您已享受更优惠的价格，不可叠加。',
  },
} satisfies typeof en
