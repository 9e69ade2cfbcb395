import { problems } from '../../lib/problems.ts'

export const showProblems = problems('shows', {
  unknownShow: [404, 'There is no such show'],
  wrongState: [409, 'A show in this state cannot do that'],
  coverMissing: [409, 'A show needs a cover and a description before it is announced'],
  startsInThePast: [422, 'A show starts in the future'],
  endsInThePast: [422, 'A show ends in the future'],
  pausedAlready: [409, 'This show is paused already'],
  notPaused: [409, 'This show is not paused'],
  nextElsewhere: [409, 'Viewers are led to another show of the same brand'],
  nextOver: [409, 'Viewers are led to a show that is announced or on air'],
  nextClosed: [409, 'Not everybody here may come into that show'],
  notInRunOfShow: [409, 'This product is not in the run-of-show'],
  pinsFull: [409, 'At most three products are pinned'],
  pinnedAlready: [409, 'This product is pinned already'],
  notPinned: [409, 'This product is not pinned'],
  ticketMissing: [422, 'A ticketed show has a product that is its ticket'],
  signInToEnter: [403, 'This show is for those on its list: sign in first'],
  notInvited: [403, 'This show is for those on its list'],
  ticketNeeded: [403, 'This show is for those who have bought its ticket'],
  noPicture: [409, 'Nothing is being sent yet: start the camera first'],
})
