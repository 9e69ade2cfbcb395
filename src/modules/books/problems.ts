import { problems } from '../../lib/problems.ts'

export const bookProblems = problems('books', {
  nothingPaidOut: [422, 'A payout has an amount above zero'],
  bookedOtherwise: [409, 'This payout is in the books with another amount'],
})
