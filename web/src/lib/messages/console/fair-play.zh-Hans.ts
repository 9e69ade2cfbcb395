import type en from './fair-play.en.ts'

const zh: typeof en = {
  title: '公平抢购',
  text: '抢购规则拒绝了什么、为什么。放行后，此人在该场抢购中不再受该规则限制。',
  who: '顾客',
  drop: '抢购',
  why: '依据',
  when: '时间',
  guest: '访客',
  times: (count) => `${count} 次`,
  letThrough: '放行',
  letThroughOf: (name) => `放行 ${name}`,
  letThroughBy: (name) => `由 ${name} 放行`,
  done: (name) => `已放行 ${name}`,
  emptyTitle: '没有被拒绝的人',
  emptyText: '每户限购、开抢前禁止机器点击、不得反复占用名额：违反者会显示在这里。',
  rules: {
    sharedDevice: (_, perBuyer) => `同一设备的另一账号已达限购数量（每户 ${perBuyer} 件）。`,
    sharedPhone: (others, perBuyer) => `使用同一电话的其他账号已有 ${others} 件（每户 ${perBuyer} 件）。`,
    sharedAddress: (others, perBuyer) => `寄往同一地址的其他账号已有 ${others} 件（每户 ${perBuyer} 件）。`,
    machine: (taps) => `开抢前一秒内点击 ${taps} 次，超出人的速度。`,
    hoarding: (lapsed) => `在本场抢购中有 ${lapsed} 次保留未付款。`,
  },
}

export default zh
