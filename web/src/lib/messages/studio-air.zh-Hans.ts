import type en from './studio-air.en.ts'

const zhHans: typeof en = {
  interrupt: '暂停、切断画面、定时结束',
  pauseShow: '暂停：马上回来',
  cutPicture: '切断画面',
  cutTitle: '现在切断画面？',
  cutText: '正在推流的设备会被断开，推流密钥失效，观众会看到“马上回来”。要继续，请重新推流，然后恢复直播。',
  paused: '观众看到“马上回来”，听不到声音，仍可评论和购买。',
  resume: '恢复直播',
  endsIn: (minutes) => `${minutes} 分钟后自动结束`,
  endsNever: '不自动结束',
  endsBy: (time) => `将于 ${time} 自动结束`,
  recordingWarning: {
    diskFull: '磁盘已满：录制已停止，直播继续。请通知服务器管理员。',
    diskFailed: '磁盘故障：录制已停止，直播继续。请通知服务器管理员。',
    diskSlow: '磁盘过慢：录制已停止，直播继续。请通知服务器管理员。',
  },
}
export default zhHans
