import admission from './console/admission.zh-Hans.ts'
import articles from './console/articles.zh-Hans.ts'
import assortments from './console/assortments.zh-Hans.ts'
import auctions from './console/auctions.zh-Hans.ts'
import books from './console/books.zh-Hans.ts'
import codes from './console/codes.zh-Hans.ts'
import counter from './console/counter.zh-Hans.ts'
import delivery from './console/delivery.zh-Hans.ts'
import engines from './console/engines.zh-Hans.ts'
import fairPlay from './console/fair-play.zh-Hans.ts'
import fulfilment from './console/fulfilment.zh-Hans.ts'
import gifts from './console/gifts.zh-Hans.ts'
import hosts from './console/hosts.zh-Hans.ts'
import importReasons from './console/import-reasons.zh-Hans.ts'
import messages from './console/messages.zh-Hans.ts'
import money from './console/money.zh-Hans.ts'
import orders from './console/orders.zh-Hans.ts'
import payLinks from './console/pay-links.zh-Hans.ts'
import personal from './console/personal.zh-Hans.ts'
import problems from './console/problems.zh-Hans.ts'
import products from './console/products.zh-Hans.ts'
import programme from './console/programme.zh-Hans.ts'
import promotions from './console/promotions.zh-Hans.ts'
import recordings from './console/recordings.zh-Hans.ts'
import reminders from './console/reminders.zh-Hans.ts'
import report from './console/report.zh-Hans.ts'
import risk from './console/risk.zh-Hans.ts'
import setup from './console/setup.zh-Hans.ts'
import shows from './console/shows.zh-Hans.ts'
import stock from './console/stock.zh-Hans.ts'
import team from './console/team.zh-Hans.ts'
import type en from './console.en.ts'
import earnings from './earnings.zh-Hans.ts'
import simulcast from './simulcast.zh-Hans.ts'

const zh: typeof en = {
  title: '管理后台',
  home: '首页',
  onAir: '直播',
  ordersSection: '订单与资金',
  goods: '商品',
  brandSection: '品牌',
  developers: '开发者',
  apiReference: 'API 文档',
  apiReferenceText: '每个接口的字段说明，可在线试用。',
  openapi: 'OpenAPI 3.1 描述文件',
  openapiText: '用于生成您所用语言的客户端。',
  developersText: '后台的全部操作都经由同一套 HTTP API，您的系统也可以直接调用。',
  brandIdentifier: '品牌标识',
  brandIdentifierHint: '与本品牌相关的接口路径中会用到它。',
  toConsole: '前往后台',
  myBrands: '您的品牌',
  openShop: '查看店铺主页',
  openStudio: '打开直播间',
  theme: '外观',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  signOut: '退出登录',
  signIn: '登录',
  signInTitle: '后台仅供团队成员使用',
  signInText: '请使用品牌邀请您的邮箱登录。',
  notMemberTitle: '您尚未加入任何团队',
  notMemberText: '请品牌所有者邀请您当前登录的邮箱，加入后即可打开本页。',
  notMemberAs: (email: string) => `当前登录：${email}`,
  notYoursTitle: '您不是该品牌的成员',
  notYoursText: '这个链接可能是发给其他人的。',
  toShops: '前往店铺',
  notAllowedTitle: '您的角色无法打开此页',
  notAllowedText: '品牌所有者可在“团队”中调整权限。',
  missingTitle: '这里什么也没有',
  missingText: '地址可能有误，或内容已不存在。',
  needsRole: (roles: string) => `仅限：${roles}`,
  saved: '已保存',
  saveChanges: '保存修改',
  discard: '放弃修改',
  unsaved: '有未保存的修改',
  nothingToSave: '尚无修改',
  leaveTitle: '不保存就离开？',
  leaveText: '您在本页的修改将会丢失。',
  leave: '离开',
  stay: '留在本页',
  checkFields: '有几处内容需要再检查，已为您标出。',
  fieldRefused: '此内容不符合要求，请检查。',
  fieldRequired: '请填写此项。',
  all: '全部',
  clearFilters: '清除筛选',
  nothingFound: '没有符合的结果',
  nothingFoundText: '换个关键词，或清除筛选条件。',
  languages: '语言',
  pictureRemove: '移除图片',
  pictureHint: 'JPEG、PNG、WebP 或 AVIF，不超过 20 MB',
  pictureNow: '当前图片',

  today: '今日',
  todayText: '按您所在时区，自零点起',
  ordersToday: '已付款订单',
  revenueToday: '销售额',
  unitsToday: '售出件数',
  ofLatest: '按最近 2,000 笔订单统计',
  nextShows: '即将开播',
  noNextShows: '暂无直播安排',
  noNextShowsText: '发布下一场预告，让大家有所期待。',
  allShows: '全部直播',
  needsYou: '待处理',
  nothingNeeded: '没有待办事项',
  nothingNeededText: '订单均已发出，库存充足。',
  toSend: '待发货订单',
  allToSend: '全部待发货订单',
  lowStock: '库存紧张',
  allStock: '全部库存',
  onAirNow: '正在直播',

  products,
  programme,
  promotions,
  articles,
  assortments,
  auctions,
  fairPlay,
  risk,
  stock,
  shows,
  payLinks,
  counter,
  delivery,
  books,
  hosts,
  earnings,
  fulfilment,
  gifts,
  importReasons,
  messages,
  money,
  orders,
  team,
  admission,
  recordings,
  report,
  engines,
  reminders,
  codes,
  simulcast,
  setup,
  personal,
  problems,
}

export default zh
