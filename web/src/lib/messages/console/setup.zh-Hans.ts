import type en from './setup.en.ts'

const zh: typeof en = {
  title: '欢迎使用 Estrade',
  text: '部署在您自己服务器上的直播购物平台。从创建品牌和所有者开始。',
  brand: '您的品牌',
  brandName: '名称',
  address: '主页地址',
  addressHint: '小写字母、数字和短横线。',
  badAddress: '2 至 40 个小写字母、数字或短横线，首尾不能为短横线。',
  currency: '货币',
  currencyHint: '订单以此货币结算，之后不可更改。',
  country: '国家或地区',
  owner: '您，品牌所有者',
  ownerName: '您的姓名',
  email: '邮箱',
  password: '密码',
  passwordHint: '至少 10 个字符。',
  badEmail: '请填写邮箱地址，例如 name@house.com。',
  create: '创建品牌',
  signInAfter: '品牌已创建，请登录继续。',
}

export default zh
