import type { Locale } from '../../lib/local-text.ts'
import type { Sheet } from './sheet.ts'
import type { sections } from './sheet-contract.ts'

type Words = {
  title: string
  counts: (orders: number, refunds: number) => string
  sections: Record<(typeof sections)[number], string>
  figures: Record<string, string>
  result: string
  control: string
  none: string
  settlement: string
  booked: string
  settled: string
  fees: string
  agrees: string
  note: string
  differences: Record<Sheet['settlements'][number]['differences'][number]['what'], string>
}

const all: Record<Locale, Words> = {
  en: {
    title: 'Closing statement',
    counts: (orders, refunds) => `orders: ${orders}, refunds: ${refunds}`,
    sections: {
      revenue: 'Brought in, without tax',
      costs: 'Costs',
      owed: 'Owed',
      elsewhere: 'The other side: from where, and with whom',
    },
    figures: {
      sales: 'Sales',
      discounts: 'Reductions',
      delivery: 'Delivery',
      returns: 'Returns',
      giftIncome: 'Gifts',
      gifts: 'Gifts, not shared yet',
      providerFees: 'Providers’ fees',
      giveaways: 'Packets, draws and prizes of credit',
      disputeLosses: 'Lost to buyers’ banks',
      coinLosses: 'Coins’ price lost',
      hostCosts: 'Fee and commissions of the host',
      tax: 'Tax',
      hostShare: 'Gifts, put aside for the host',
      hostOwed: 'Owed to the host',
      platformShare: 'Owed to the operator',
      shopCredit: 'Credit that viewers can spend',
      provider: 'With',
      disputed: 'Disputed, with',
      giveawayBudget: 'Giveaway budget left',
      giveaway: 'In packets and draws',
      unearned: 'Paid by buyers',
      prepaid: 'Paid for coins before',
      goingBack: 'On its way back',
    },
    result: 'Result',
    control: 'All lines together (zero: the books add up)',
    none: 'Nothing was booked in this show yet.',
    settlement: 'Providers’ files',
    booked: 'By our books: received less given back',
    settled: 'By the files',
    fees: 'Fees by the files',
    agrees: 'Agrees to the cent',
    note: 'From the postings of the transfers that name this show. What is above zero came in or is owed to others; what is below was spent or lies with others. Orders that name several shows are matched whole. Days are in UTC.',
    differences: {
      missingThere: 'In no file yet',
      missingHere: 'Not in our books',
      twice: 'Settled twice',
      currency: 'Another currency',
      amount: 'Another amount',
      fee: 'More fee than agreed',
    },
  },
  fr: {
    title: 'Arrêté de compte',
    counts: (orders, refunds) => `commandes : ${orders}, remboursements : ${refunds}`,
    sections: {
      revenue: 'Produits, hors taxe',
      costs: 'Coûts',
      owed: 'Dû',
      elsewhere: 'L’autre côté : d’où, et chez qui',
    },
    figures: {
      sales: 'Ventes',
      discounts: 'Remises',
      delivery: 'Livraison',
      returns: 'Retours',
      giftIncome: 'Cadeaux',
      gifts: 'Cadeaux, pas encore partagés',
      providerFees: 'Frais des prestataires',
      giveaways: 'Enveloppes, tirages et lots en avoir',
      disputeLosses: 'Perdu aux banques des acheteurs',
      coinLosses: 'Prix de pièces perdu',
      hostCosts: 'Cachet et commissions de l’hôte',
      tax: 'Taxe',
      hostShare: 'Cadeaux, réservés à l’hôte',
      hostOwed: 'Dû à l’hôte',
      platformShare: 'Dû à l’opérateur',
      shopCredit: 'Avoirs des spectateurs',
      provider: 'Chez',
      disputed: 'Contesté, chez',
      giveawayBudget: 'Reste du budget de dons',
      giveaway: 'Dans les enveloppes et tirages',
      unearned: 'Payé par les acheteurs',
      prepaid: 'Payé pour des pièces auparavant',
      goingBack: 'En route vers l’acheteur',
    },
    result: 'Résultat',
    control: 'Toutes les lignes ensemble (zéro : les livres sont justes)',
    none: 'Rien n’a encore été comptabilisé dans cette émission.',
    settlement: 'Fichiers des prestataires',
    booked: 'Dans nos livres : reçu moins rendu',
    settled: 'Dans les fichiers',
    fees: 'Frais des fichiers',
    agrees: 'Au centime près',
    note: 'D’après les écritures qui nomment cette émission. Au-dessus de zéro : entré ou dû à d’autres ; au-dessous : dépensé ou chez d’autres. Les commandes de plusieurs émissions sont rapprochées entières. Les jours sont en UTC.',
    differences: {
      missingThere: 'Dans aucun fichier',
      missingHere: 'Absent de nos livres',
      twice: 'Réglé deux fois',
      currency: 'Autre devise',
      amount: 'Autre montant',
      fee: 'Frais plus élevés que convenu',
    },
  },
  'zh-Hans': {
    title: '直播结算单',
    counts: (orders, refunds) => `订单 ${orders}，退款 ${refunds}`,
    sections: { revenue: '收入（不含税）', costs: '成本', owed: '应付', elsewhere: '对方科目：来源与存放处' },
    figures: {
      sales: '销售',
      discounts: '优惠',
      delivery: '运费',
      returns: '退货',
      giftIncome: '礼物',
      gifts: '礼物（未分配）',
      providerFees: '支付机构费用',
      giveaways: '红包、抽奖与奖金',
      disputeLosses: '争议损失',
      coinLosses: '金币款损失',
      hostCosts: '主播费用与佣金',
      tax: '税',
      hostShare: '礼物（留给主播）',
      hostOwed: '应付主播',
      platformShare: '应付平台方',
      shopCredit: '观众的购物金',
      provider: '存于',
      disputed: '争议中，存于',
      giveawayBudget: '剩余赠送预算',
      giveaway: '红包与抽奖中',
      unearned: '买家已付',
      prepaid: '此前的金币款',
      goingBack: '退款途中',
    },
    result: '结果',
    control: '全部合计（为零则账目平衡）',
    none: '这场直播还没有记账。',
    settlement: '支付机构文件',
    booked: '账面：收款减退款',
    settled: '文件',
    fees: '文件中的费用',
    agrees: '分毫不差',
    note: '依据注明本场直播的分录。正数为收入或应付，负数为支出或存于他处。涉及多场直播的订单整单核对。日期为 UTC。',
    differences: {
      missingThere: '尚未出现在文件中',
      missingHere: '账面没有',
      twice: '重复结算',
      currency: '货币不同',
      amount: '金额不同',
      fee: '费用高于约定',
    },
  },
}

const withFigure = (words: Words) => ({
  ...words,
  figure: (purpose: string, owner: string) => [words.figures[purpose] ?? purpose, owner].filter(Boolean).join(' '),
})

export const sheetWords = {
  en: withFigure(all.en),
  fr: withFigure(all.fr),
  'zh-Hans': withFigure(all['zh-Hans']),
} satisfies Record<Locale, unknown>
