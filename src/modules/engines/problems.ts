import { problems } from '../../lib/problems.ts'

export const engineProblems = problems('engines', {
  wrongSecret: [401, 'This is not the secret of this brand’s engine'],
  /** MediaMTX asks a sender for credentials when it gave none. */
  noKey: [401, 'A key is needed to publish'],
  wrongKey: [403, 'This key may not publish this stream'],
  notPublic: [403, 'This stream is not to be seen now'],
  unknownNews: [422, 'This is not news that is understood'],
})
