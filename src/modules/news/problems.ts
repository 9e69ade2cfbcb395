import { problems } from '../../lib/problems.ts'

export const newsProblems = problems('news', {
  told: [409, 'The followers have been told this already'],
  notNow: [409, 'The announcement is told of a show that is to come, the start of one that is on air'],
  notPublic: [409, 'Followers are told of shows that are open to everybody'],
  noHost: [404, 'Nobody is named as the host of this show'],
})
