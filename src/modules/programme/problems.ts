import { problems } from '../../lib/problems.ts'

export const programmeProblems = problems('programme', {
  unknownSeries: [404, 'There is no such series'],
  unknownTemplate: [404, 'There is no such template'],
  slugTaken: [409, 'Another series has this address'],
  nameTaken: [409, 'Another template has this name'],
  tooManySeries: [409, 'A brand has at most 50 series'],
  tooManyTemplates: [409, 'A brand has at most 50 templates'],
})
