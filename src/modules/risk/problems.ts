import { problems } from '../../lib/problems.ts'

export const riskProblems = problems('risk', {
  // To a buyer: kind, and with nothing in it that tells how to go around it.
  notNow: [409, 'This cannot be completed online just now: please write to the shop'],
  unknownDecision: [404, 'There is no such decision'],
  decidedAlready: [409, 'Somebody has decided this already'],
  notDecidable: [409, 'There is nothing to decide: it was only noted'],
  unfitting: [422, 'This rule cannot lead to that'],
})
