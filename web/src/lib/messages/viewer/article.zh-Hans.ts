import type en from './article.en.ts'

export default {
  journal: '专栏',
  minutes: (count) => `阅读约 ${count} 分钟`,
  alsoIn: '其他语言',
  draft: '这是正在撰写内容的预览，读者还看不到。',
  coming: '直播预告',
  seeShow: '查看直播',
  replayReady: '精彩回放',
  watchReplay: '观看回放',
  over: '直播已结束',
  seeShown: '看看展示过的商品',
  calledOff: '本场直播已取消',
  toCalendar: '加入日历',
  notForSale: '暂不出售',
  backTo: (brand) => `更多 ${brand}`,
} satisfies typeof en
