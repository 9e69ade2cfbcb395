import { problems } from '../../lib/problems.ts'

export const packetProblems = problems('packets', {
  unknownPacket: [404, 'There is no such packet'],
  showOver: [409, 'This show is over'],
  showNotLive: [409, 'A packet needs a show that is live'],
  wrongCurrency: [409, 'Packets are in the currency of the brand'],
  badTerms: [409, 'The amounts do not make a packet: each share is at least one minor unit'],
  budgetTooSmall: [409, 'There is not enough left of the budget of this show'],
  budgetInUse: [409, 'More than that has been given away or is in packets already'],
  launchedAlready: [409, 'This packet has fallen already'],
  notOpen: [409, 'This packet is not open'],
  tooManyOpen: [409, 'A show has at most 3 packets at a time'],
  notOpenYet: [409, 'This packet has not opened yet'],
  empty: [409, 'This packet is empty'],
  over: [409, 'The time of this packet is over'],
  wrongPassword: [409, 'This is not the password'],
  commentFirst: [409, 'This packet is for those who have written in this show'],
  buyFirst: [409, 'This packet is for those who have bought in this show'],
  followFirst: [409, 'This packet is for those who follow the brand'],
  watchLonger: [409, 'This packet is for those who have watched for a while'],
  ownTeam: [409, 'Who works for the brand takes no packet of it'],
  deviceHad: [409, 'Somebody has opened this packet on this device'],
})
