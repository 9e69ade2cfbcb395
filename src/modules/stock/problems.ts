import { problems } from '../../lib/problems.ts'

export const stockProblems = problems('stock', {
  notEnough: [409, 'There are not enough units left'],
  tooMany: [409, 'A variant has at most 100,000,000 units'],
  unknownPool: [404, 'There is no such stock'],
  bundleHasNone: [409, 'A bundle has no units of its own: count its parts'],
  holdExpired: [409, 'The reservation has expired'],
})
