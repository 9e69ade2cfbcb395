/** Every way the SRT door says no, as the reason in its handshake (draft-sharabayko-srt-01 §4.3, codes of libsrt). */
export const srtProblems = {
  'srt.key.missing': { reason: 1400, title: 'The stream id must be the key, or `#!::r=KEY,m=publish`.' },
  'srt.play.refused': { reason: 1405, title: 'Shows are watched by HLS, never by SRT.' },
  'srt.key.unknown': { reason: 1403, title: 'This stream key may not publish now.' },
  'srt.stream.busy': { reason: 1409, title: 'Somebody is already publishing with this key.' },
  'srt.server.busy': { reason: 1503, title: 'No connection can be opened at the moment.' },
} as const
