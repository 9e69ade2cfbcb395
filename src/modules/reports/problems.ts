import { problems } from '../../lib/problems.ts'

export const reportProblems = problems('reports', {
  notYet: [409, 'A show has a report once it has been on air'],
  unknownFigure: [404, 'There is no such figure'],
})
