import type en from './credit.en.ts'

export default {
  title: '购物金',
  text: '您从红包中获得的购物金，各店铺分别计算。',
} satisfies typeof en
