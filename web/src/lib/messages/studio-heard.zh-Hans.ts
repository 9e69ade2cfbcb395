import type en from './studio-heard.en.ts'

const zh: typeof en = {
  picture: '声音',
  cameraWhy: '浏览器只会询问一次权限。未经您确认，不会发送任何声音。',
  notLive: '听众还听不到您',
  sendPicture: '发送声音',
  sendWhy: '声音只传到服务器，开播后听众才能听到。',
  startFirst: '请先打开麦克风',
  sentElsewhere: '另一台设备正在发送声音，请先在那台设备上停止。',
  uplinkVerdict: {
    good: '网络良好',
    fair: '网络一般，请靠近路由器',
    poor: '网络较差，听众会听到断续',
  },
  uplinkUnknown: '发送声音后开始检测',
  sendRefused: '服务器未接收声音，请重试。',
  arriving: {
    asking: '正在确认…',
    none: '尚未收到声音',
    coming: '已收到声音',
    lost: '声音已中断',
  },
  lastPicture: (age) => `最近的声音 ${age}前`,
  watchingOnly: '此屏幕用于中控，声音来自另一台设备。',
  useMyCamera: '使用我的麦克风',
  stillElsewhere: '您的麦克风已开启，听众听到的仍是另一台设备的声音。',
  stage: '播音',
  notLiveBecause: {
    role: '您的角色不能开播',
    over: '这场直播已结束',
    asking: '请稍候，正在确认',
    noPicture: '尚未收到声音',
    lost: '声音已中断',
  },
}
export default zh
