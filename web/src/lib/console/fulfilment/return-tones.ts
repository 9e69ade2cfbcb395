export const returnTones = {
  asked: 'warn',
  accepted: 'note',
  refused: 'bad',
  withdrawn: 'neutral',
  received: 'warn',
  refunded: 'good',
} as const
