import type en from './next-show.en.ts'

export default {
  goesOn: '精彩继续',
  next: '下一场直播',
  afterwards: '之后转到了这一场',
  liveNow: '正在直播',
  withHost: (name: string) => `主播：${name}`,
  goNow: '立即前往',
  see: '查看直播',
  stay: '留在这里',
  seconds: (seconds: string) => `${seconds} 秒`,
  takesYou: (title: string, seconds: string) => `直播已结束。${seconds} 秒后将前往“${title}”，您也可以留在这里。`,
  staying: '您将留在这里。',
} satisfies typeof en
