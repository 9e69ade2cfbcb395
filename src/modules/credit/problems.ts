import { problems } from '../../lib/problems.ts'

export const creditProblems = problems('credit', {
  nothing: [409, 'There is no credit to spend'],
})
