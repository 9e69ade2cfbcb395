import { plural } from '../plural.ts'
import type popUp from './pop-up.en.ts'

const words: typeof popUp = {
  title: '快闪店',
  opensIn: '距开店',
  closesIn: '距关店',
  opens: (date) => `${date} 开店`,
  closed: '快闪店已结束',
  closedText: '感谢光临，品牌主页随时欢迎您。',
  pieces: (count) => plural('zh-Hans', count, { other: '# 件商品即将揭晓' }),
  toHouse: '前往品牌主页',
  onSale: '正在出售',
  back: '返回快闪店',
  from: (price) => `${price} 起`,
}
export default words
