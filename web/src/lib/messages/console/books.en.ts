import { plural } from '../plural.ts'

const purposes: Record<string, (owner: string) => string> = {
  provider: (owner) => `With ${owner}`,
  disputed: (owner) => `Disputed, ${owner}`,
  bank: () => 'Bank',
  sales: () => 'Sales',
  discounts: () => 'Reductions',
  delivery: () => 'Delivery',
  tax: (owner) => `Tax owed, ${owner}`,
  returns: () => 'Returns',
  providerFees: () => 'Providers’ fees',
  coins: () => 'Coins',
  unearned: () => 'Paid, not sold',
}

const kinds: Record<string, string> = {
  'payment.taken': 'Payment',
  'order.sold': 'Sale',
  'refund.done': 'Refund',
  'refund.undone': 'Refund that failed',
  'provider.fee': 'Fee',
  'provider.paidOut': 'Payout',
}

export default {
  title: 'Books',
  text: 'Every cent there is, by double entry. Debit on the left, credit on the right; both sides are equal.',
  account: 'Account',
  debit: 'Debit',
  credit: 'Credit',
  balance: 'Balance',
  what: 'What',
  when: 'When',
  held: 'set aside',
  waits: 'waits since',
  sum: 'Sum',
  none: 'Nothing booked yet',
  noneText: 'The first sale opens the books.',
  check: 'Check the books',
  checkText: 'Walks along every transfer and adds everything up again.',
  accounts: (count: number) => plural('en', count, { one: 'one person', other: '# people' }),
  whole: (n: string) => `Checked: ${n} transfers in an unbroken chain, all adding up.`,
  faults: 'These do not hold. Tell whoever runs your Estrade.',
  closing: 'Closing statement',
  closingText: 'Without tax, unless it says so. Booked within a second of the payment.',
  noClosing: 'Nothing was sold in this show yet.',
  net: 'Net',
  taxes: 'Tax',
  total: 'Paid by buyers, less what went back',
  orders: (count: number) => plural('en', count, { one: '# order', other: '# orders' }),
  refunds: (count: number) => plural('en', count, { one: '# refund', other: '# refunds' }),
  order: 'Order',
  /** An account by its purpose and whose it is. */
  accountName: (purpose: string, owner: string) => purposes[purpose]?.(owner) ?? purpose,
  kindName: (kind: string) => kinds[kind] ?? kind,
}
