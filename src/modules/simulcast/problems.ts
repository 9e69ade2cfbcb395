import { problems } from '../../lib/problems.ts'

export const simulcastProblems = problems('simulcast', {
  unknownTarget: [404, 'There is no such target'],
  badUrl: [422, 'A target has an address such as rtmps://server.example/app, without the key'],
  tooManyTargets: [409, 'A brand has at most 20 targets'],
  showOver: [409, 'A show that is over is sent nowhere any more'],
})
