import { problems } from '../../lib/problems.ts'

export const codeProblems = problems('codes', {
  unknownCode: [404, 'There is no such code'],
  tooManyCodes: [409, 'A show has at most 200 codes'],
  noPoster: [409, 'A show that is not announced has no poster'],
})
