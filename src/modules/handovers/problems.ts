import { problems } from '../../lib/problems.ts'

export const handoverProblems = problems('handovers', {
  notLive: [409, 'Only a show on air is handed over'],
  notYours: [403, 'Whoever is on air hands the show over, or a producer'],
  onAirAlready: [409, 'They are on air already'],
  notAHost: [409, 'A show is handed to somebody of the brand who may go on air'],
  notAsked: [409, 'You are not asked to go on with this show'],
})
