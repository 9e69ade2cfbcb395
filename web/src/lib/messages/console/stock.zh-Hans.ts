import type en from './stock.en.ts'

const zh: typeof en = {
  title: '库存',
  text: '可售：现在即可购买；已锁定：为正在付款的顾客保留；限时预留：留给限时抢购。',
  variant: '规格',
  free: '可售',
  held: '已锁定',
  inDrops: '限时预留',
  sold: '已售',
  adjust: '调整',
  adjustOf: (variant: string) => `调整 ${variant} 的库存`,
  by: '增减数量',
  byHint: '入库 12，缺失 −3',
  reason: '原因',
  reasonPlaceholder: '到货、盘点、破损……',
  after: (free: string) => `调整后可售 ${free} 件`,
  tooFew: (free: string) => `可售仅剩 ${free} 件。`,
  notZero: '请填写入库或缺失的数量。',
  adjusted: (free: string) => `已调整，当前可售 ${free} 件`,
  onlyLow: '库存紧张',
  lowHint: (count: string) => `可售 ${count} 件及以下`,
  emptyTitle: '暂无库存',
  emptyText: '添加首个商品后，库存会显示在这里。',
}

export default zh
