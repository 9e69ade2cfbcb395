import { plural } from '../plural.ts'
import type en from './messages.en.ts'

export default {
  title: '消息',
  text: '通过通知、邮件和站内消息告知了什么：告知多少人，其他人为何没有收到。',
  rules: '打扰同一个人的频率',
  rulesText:
    '按通知和邮件计算；站内消息与订单邮件不计。同一消息通过两种方式发送只计一次。超出上限的只保留在站内消息中。',
  dayMost: '24 小时内最多',
  weekMost: '七天内最多',
  noLimit: '留空表示不限。',
  capsAsked: '同时限制直播提醒',
  capsAskedHint: '这些是用户主动预约的。直播改期或取消始终会通知。',
  told: '已告知的内容',
  none: '尚未告知任何内容',
  noneText: '直播提醒和给关注者的动态会出现在这里。',
  kinds: { asked: '提醒', news: '动态', offers: '优惠', orders: '订单' },
  people: '人数',
  inInbox: '站内消息',
  read: '已读',
  channels: { push: '通知', email: '邮件' },
  verdicts: {
    now: '立即',
    later: '免打扰时段后',
    unreachable: '无法以此方式联系',
    unwanted: '不想接收',
    capped: '超出上限',
    quietHours: '免打扰时段后已过时',
  },
  followers: {
    title: '通知关注者',
    act: { announced: '向关注者预告直播', started: '通知关注者已开播' },
    count: (count) => plural('zh-Hans', count, { other: '# 位品牌或主播的关注者' }),
    reminded: (count) => plural('zh-Hans', count, { other: '# 位本就预约了提醒' }),
    inInbox: (count) => `${count} 位会在站内消息中看到`,
    none: '还没有人关注。关注按钮在品牌页面上。',
    ask: '现在通知吗？',
    askText: '每人只会按其选择的方式收到一次，无法撤回。',
    told: '正在通知关注者',
    whyNot: {
      notNow: '直播预告后或直播期间才能通知。',
      notPublic: '只有对所有人开放的直播才会通知。',
      told: '已通知关注者。',
    },
    did: { announced: '已向关注者预告', started: '已通知关注者开播' },
  },
} satisfies typeof en
