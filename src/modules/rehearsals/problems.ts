import { problems } from '../../lib/problems.ts'

export const rehearsalProblems = problems('rehearsals', {
  wrongState: [409, 'Only a show that has not started yet is rehearsed'],
  running: [409, 'This show is being rehearsed already'],
  notRunning: [409, 'This show is not being rehearsed'],
})
