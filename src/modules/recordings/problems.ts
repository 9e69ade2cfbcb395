import { problems } from '../../lib/problems.ts'

export const recordingProblems = problems('recordings', {
  noRecording: [404, 'Nothing was recorded of this show'],
  noReplay: [404, 'This show cannot be seen again'],
  replayPreparing: [404, 'The recording of this show is being prepared'],
  replayDeleted: [410, 'The recording of this show was deleted'],
  wrongState: [409, 'A recording in this state cannot do that'],
})
