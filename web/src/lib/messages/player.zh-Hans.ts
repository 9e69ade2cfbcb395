import type en from './player.en.ts'

const zhHans: typeof en = {
  smallWindow: '小窗播放',
  leaveSmallWindow: '退出小窗',
  picture: '画面与声音',
  backToLive: (seconds) => `落后 ${seconds} 秒，回到直播`,
  goBack: '回看',
  goBackBy: (seconds) => `后退 ${seconds} 秒`,
  behind: (seconds) => (seconds === 0 ? '直播中' : `落后直播 ${seconds} 秒`),
  toLive: '直播',
  quality: '清晰度',
  lines: (count) => `${count}p`,
  auto: '自动',
  autoText: '随网络状况调整',
  fastest: '最快',
  fastestText: '延迟不到一秒，不能回看',
  low: '省流量',
  lowText: '最小的画面',
  sound: '仅声音',
  soundText: '不显示画面，几乎不耗流量',
  captions: '字幕',
  watching: '正在观看',
  backToRoom: '回到直播间',
  stopWatching: '停止观看',
  soundOn: '开启声音',
  soundOff: '静音',
  oneMoment: '请稍候',
  showEnded: '直播已结束',
}

export default zhHans
