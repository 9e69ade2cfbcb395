import type en from './admission.en.ts'

const words: typeof en = {
  title: '谁可以观看',
  text: '对未开放的直播，其他人只能看到海报和入场方式。',
  ticket: '门票',
  chooseTicket: '选择商品',
  needsTicket: '请选择作为门票的商品。',
  guests: '宾客名单',
  guestsHint: '每行一个邮箱。',
  badGuests: '有些行不是邮箱地址。',
  save: '保存',
  saved: '已保存',
  liveNote: '直播中只能修改名单。',
  short: { unlisted: '仅限链接', private: '不公开', ticketed: '凭票' },
  visibilities: {
    public: { label: '所有人', text: '显示在品牌主页。' },
    unlisted: { label: '知道链接的人', text: '不在任何列表中显示。' },
    private: { label: '名单内的人', text: '以下邮箱的账号，须先验证。' },
    ticketed: { label: '购票者', text: '已付款购买指定商品的人，以及名单内的人。' },
  },
}

export default words
