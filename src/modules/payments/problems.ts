import { problems } from '../../lib/problems.ts'

export const paymentProblems = problems('payments', {
  forgedNotice: [401, 'The signature of this notice is not right'],
  staleNotice: [401, 'This notice is too old'],
  brokenNotice: [400, 'This notice cannot be read'],
  unknownProvider: [404, 'There is no such payment provider'],
  unknownIntent: [404, 'There is no such payment'],
  unknownKept: [404, 'There is no such saved way to pay'],
  methodNotOffered: [409, 'This way to pay is not offered here'],
  unreadableFile: [409, 'This is no settlement file of that provider'],
  notUnderReview: [409, 'This payment is not waiting for anybody'],
  notRefundable: [409, 'More than was captured, or than buyers’ banks have left of it, cannot be refunded'],
  unknownCare: [404, 'There is nothing to look at, or somebody has seen to it'],
  unknownDispute: [404, 'There is no such dispute'],
  disputeAnswered: [409, 'This dispute has ended, or was answered'],
  disputeAtProvider: [409, 'This provider takes answers at its own desk alone'],
  nothingToSay: [409, 'An answer says something'],
})
