import type en from './way-in.en.ts'

const words: typeof en = {
  private: '本场直播不公开',
  signInText: '仅限名单内的宾客观看。请用受邀邮箱登录。',
  signIn: '登录',
  notInvited: '当前账号不在名单内。请联系品牌，或用受邀邮箱登录。',
  otherAccount: '使用其他账号',
  ticketed: '本场直播凭票观看',
  ticketText: '购票后可观看直播和回放。',
  ticket: '购票',
  haveTicket: '我已购票',
}

export default words
