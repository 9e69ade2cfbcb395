import type personal from './personal.en.ts'
import popUp from './pop-up.zh-Hans.ts'

const words: typeof personal = {
  popUp,
  title: '专属定制',
  preview: (texts) => (texts ? `预览：${texts}` : '商品预览'),
  previewNote: '仅为预览：手工字体略有不同。',
  sample: (kind) => (kind === 'text' ? '您的文字' : 'AB'),
  font: '字体',
  optional: '选填',
  none: '不需要',
  count: (said, most) => `${said} / ${most} 字`,
  letters: { latin: '拉丁字母（含变音符号）', digits: '数字', han: '汉字', signs: '. , ’ & · - ! ? + /' },
  capitals: '仅大写',
  faults: {
    required: () => '请选择或填写。',
    tooLong: () => '文字太长。',
    letters: (missing) => `工坊无法刻：${missing}`,
    font: () => '请选择其他字体。',
    choice: () => '请从列表中选择。',
    unknownField: () => '内容已变更，请刷新页面。',
  },
  final: '为您专门制作：付款后不可取消、不可退货。',
  asIs: '抢购、拍卖或套装中的商品不提供定制。',
  ofWhich: (price) => `其中定制费 ${price}`,
  madeForYou: '专属定制：不可取消、不可退货',
  whyNot: {
    holdOver: '该商品已重新上架，请先移除再继续。',
    notOnSale: '该商品已下架，请先移除再继续。',
    onlyLive: '仅在直播进行时出售。',
    onlyInShow: '仅在指定直播中出售。',
    onlyInPopUp: '仅在快闪店营业期间出售。',
    membersOnly: '仅限注册用户购买，请先登录。',
    answers: '已无法按此要求定制，请移除后重新选择。',
  },
}
export default words
