import type en from './shown.en.ts'

export default {
  title: '应观众要求展示',
  kinds: { inside: '里面', angle: '另一面', worn: '上身效果', fabric: '材质细节' },
  liveOn: (day: string) => `${day} 直播`,
} satisfies typeof en
