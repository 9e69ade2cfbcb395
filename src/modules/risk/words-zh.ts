import type { Figures, RuleWords } from './words.ts'

const limit = ({ least }: Figures) => `（达到 ${least} 即提示）`
const what = ({ has }: Figures) =>
  [has('card') && '银行卡', has('device') && '设备', has('address') && '地址', has('phone') && '电话']
    .filter(Boolean)
    .join('、')

export const chinese: RuleWords = {
  ordersPerPerson: { title: '同一人下单频繁', why: (f) => `同一人在 ${f.time}内下了 ${f.n} 单${limit(f)}。` },
  ordersPerDevice: { title: '同一设备下单频繁', why: (f) => `同一设备在 ${f.time}内下了 ${f.n} 单${limit(f)}。` },
  ordersPerAddress: { title: '同一地址订单多', why: (f) => `${f.time}内有 ${f.n} 单寄往同一地址${limit(f)}。` },
  ordersPerNetwork: {
    title: '同一网络订单多',
    why: (f) => `同一网络在 ${f.time}内下了 ${f.n} 单${limit(f)}。办公室和移动网络常共用一个网络。`,
  },
  declinesThenOrder: {
    title: '多次付款被拒后再下单',
    why: (f) => `该设备在 ${f.time}内有 ${f.n} 次付款被拒，又再下单${limit(f)}。`,
  },
  offersPerAddress: {
    title: '首单优惠：同一地址',
    why: (f) => `${f.time}内有 ${f.n} 个账号用同一地址使用首单优惠${limit(f)}。`,
  },
  offersPerDevice: {
    title: '首单优惠：同一设备',
    why: (f) => `${f.time}内有 ${f.n} 个账号在同一设备使用首单优惠${limit(f)}。`,
  },
  offersPerNetwork: {
    title: '首单优惠：同一网络',
    why: (f) => `${f.time}内有 ${f.n} 个账号在同一网络使用首单优惠${limit(f)}。`,
  },
  offersPerCard: {
    title: '首单优惠：同一张卡',
    why: (f) => `${f.time}内有 ${f.n} 个账号用同一张卡使用首单优惠${limit(f)}。`,
  },
  paidPerCard: { title: '同一张卡付款频繁', why: (f) => `同一张卡在 ${f.time}内付款 ${f.n} 次${limit(f)}。` },
  cardsPerPerson: { title: '同一人用多张卡', why: (f) => `同一人在 ${f.time}内用了 ${f.n} 张卡付款${limit(f)}。` },
  peoplePerCard: { title: '多人共用一张卡', why: (f) => `${f.time}内有 ${f.n} 人用同一张卡付款${limit(f)}。` },
  declinesThenPaid: {
    title: '多次被拒后付款成功',
    why: (f) => `此人在 ${f.time}内有 ${f.n} 次付款被拒，随后成功一次${limit(f)}：可能有人在试卡。`,
  },
  declinesOnDevice: {
    title: '同一设备多次被拒后付款成功',
    why: (f) => `该设备在 ${f.time}内有 ${f.n} 次付款被拒，随后成功一次${limit(f)}。`,
  },
  topUpsPerPerson: { title: '同一人频繁充值', why: (f) => `同一人在 ${f.time}内充值 ${f.n} 次${limit(f)}。` },
  topUpsPerDevice: { title: '同一设备频繁充值', why: (f) => `同一设备在 ${f.time}内充值 ${f.n} 次${limit(f)}。` },
  newAccountCoins: {
    title: '新账号充值接近上限',
    why: (f) => `注册 ${f.of('ageMinutes')} 分钟的账号充值 ${f.of('coins')} 金币，占每日上限的 ${f.n}%${limit(f)}。`,
  },
  signUpsPerDevice: { title: '同一设备新账号多', why: (f) => `同一设备上有 ${f.n} 个当日新账号${limit(f)}。` },
  signUpsPerNetwork: {
    title: '同一网络新账号多',
    why: (f) => `${f.time}内同一网络有 ${f.n} 个当日新账号${limit(f)}。`,
  },
  claimsPerDevice: {
    title: '抢购：同一设备多人抢到',
    why: (f) => `${f.time}内有 ${f.n} 人在同一设备抢到商品${limit(f)}。`,
  },
  claimsPerNetwork: {
    title: '抢购：同一网络多人抢到',
    why: (f) => `${f.time}内有 ${f.n} 人在同一网络抢到商品${limit(f)}。`,
  },
  quickClaims: {
    title: '抢购：快过手指',
    why: (f) => `${f.time}内有 ${f.n} 场抢购在开抢后 25 毫秒内抢到${limit(f)}。`,
  },
  grabsPerNetwork: {
    title: '红包：同一网络多人领取',
    why: (f) => `${f.time}内有 ${f.n} 人在同一网络领取红包${limit(f)}。`,
  },
  quickGrabs: {
    title: '红包：快过手指',
    why: (f) => `${f.time}内有 ${f.n} 个红包在落下 150 毫秒内被打开${limit(f)}。`,
  },
  giftsToOneself: {
    title: '给自己送礼',
    why: (f) => `${f.of('all')} 金币中有 ${f.of('coins')} 来自与主播共用${what(f)}的人。`,
  },
  giftsFromSameNetwork: {
    title: '礼物来自主播的网络',
    why: (f) => `${f.of('all')} 金币中有 ${f.of('coins')} 来自主播所用的网络${limit(f)}。也可能是同一间办公室。`,
  },
  giftsInCircle: { title: '循环送礼', why: (f) => `${f.time}内有 ${f.n} 金币在主播之间转了一圈${limit(f)}。` },
}
