import { plural } from './plural.ts'
import type en from './replay.en.ts'

const zh: typeof en = {
  recordedOn: (day) => `直播于 ${day}`,
  player: '直播内容',
  play: '播放',
  pause: '暂停',
  back: '后退 10 秒',
  forward: '前进 10 秒',
  soundOn: '打开声音',
  soundOff: '关闭声音',
  fullScreen: '全屏',
  position: '播放位置',
  positionText: (at, of) => `${at} / ${of}`,
  failed: '回放无法播放。',
  tryAgain: '重试',
  chapters: '讲解目录',
  explainedAt: (at) => `讲解于 ${at}`,
  now: '此刻正在讲解',
  nothingNow: '此刻没有讲解商品',
  buy: '购买',
  normalPrice: '现以正常价格出售',
  dropOpen: (units) => plural('zh-Hans', units, { other: '限量 # 件' }),
  dropSoldOut: (seconds) => `${seconds}售罄`,
  said: '评论回放',
  nobodySaid: '当时还没有人评论',
}

export default zh
