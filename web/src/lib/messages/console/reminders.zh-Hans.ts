import { plural } from '../plural.ts'
import type en from './reminders.en.ts'

export default {
  title: '开播提醒',
  none: '还没有人预约。直播页面向所有人提供消息、邮件和日历提醒。',
  people: (count) => plural('zh-Hans', count, { other: '# 个提醒' }),
  channels: { push: '消息', email: '邮件', calendar: '日历' },
  asked: (count) => plural('zh-Hans', count, { other: '# 个未确认' }),
  ended: (count) => plural('zh-Hans', count, { other: '# 个已结束' }),
  sent: '发送情况',
  kinds: { soon: '开播前两小时', started: '开播时', moved: '改期', cancelled: '取消' },
  delivered: (count) => `已发 ${count}`,
  waiting: (count) => `等待 ${count}`,
  refused: (count) => `未送达 ${count}`,
  reasons: {
    gone: '设备已失效',
    bounced: '邮箱不存在',
    withdrawn: '期间已撤回',
    interrupted: '中断：不重复发送',
    unreachable: '无法连接',
    unwanted: '不想接收',
    capped: '超出您设的上限',
    quietHours: '免打扰时段：仅站内消息',
    tooLate: '免打扰时段后已过时',
    privateNetwork: '指向内部网络',
  },
} satisfies typeof en
