/** Interrupting a show and ending it by the clock. */
export default {
  interrupt: 'Pause, cut, end by the clock',
  pauseShow: 'Pause: right back',
  cutPicture: 'Cut the picture',
  cutTitle: 'Cut the picture now?',
  cutText:
    'Whoever is sending is thrown out, their key stops working, and viewers see “right back”. To go on, send a picture again and resume.',
  paused: 'Viewers see “right back” and hear nothing. They can still comment and buy.',
  resume: 'Resume',
  endsIn: (minutes: string) => `End by itself in ${minutes} min`,
  endsNever: 'Do not end by itself',
  endsBy: (time: string) => `Ends by itself at ${time}`,
  recordingWarning: {
    diskFull: 'The disk is full: recording has stopped, the show goes on. Tell whoever runs the server.',
    diskFailed: 'The disk failed: recording has stopped, the show goes on. Tell whoever runs the server.',
    diskSlow: 'The disk is too slow: recording has stopped, the show goes on. Tell whoever runs the server.',
  },
}
