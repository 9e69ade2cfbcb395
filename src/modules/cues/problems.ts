import { problems } from '../../lib/problems.ts'

export const cueProblems = problems('cues', {
  unknownCue: [404, 'There is no such suggestion'],
  answeredAlready: [409, 'This suggestion was answered, or does not hold any more'],
})
