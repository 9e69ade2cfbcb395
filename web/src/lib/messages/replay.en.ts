import { plural } from './plural.ts'

/** What somebody reads who sees a show again. This file is the shape the other languages are checked against. */
export default {
  recordedOn: (day: string) => `Broadcast on ${day}`,
  player: 'The show',
  play: 'Play',
  pause: 'Pause',
  back: 'Back 10 seconds',
  forward: 'Forward 10 seconds',
  soundOn: 'Turn the sound on',
  soundOff: 'Turn the sound off',
  fullScreen: 'Full screen',
  position: 'Position in the show',
  positionText: (at: string, of: string) => `${at} of ${of}`,
  failed: 'The recording could not be played.',
  tryAgain: 'Try again',
  chapters: 'What was shown when',
  explainedAt: (at: string) => `Explained at ${at}`,
  now: 'Now in the show',
  nothingNow: 'Nothing is pinned at this moment',
  buy: 'Buy',
  normalPrice: 'now at the normal price',
  dropOpen: (units: number) => plural('en', units, { one: 'A drop of # piece', other: 'A drop of # pieces' }),
  dropSoldOut: (seconds: string) => `sold out in ${seconds}`,
  said: 'What was said',
  nobodySaid: 'Nothing had been said yet',
}
