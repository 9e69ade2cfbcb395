/** Every way the RTMP server says no, in `code` and `description` of an `onStatus`: senders show both to their host. */
export const rtmpProblems = {
  'rtmp.connect.malformed': { code: 'NetConnection.Connect.Rejected', title: 'The connect command is not readable.' },
  'rtmp.key.missing': { code: 'NetStream.Publish.BadName', title: 'A stream key is needed, as the name to publish.' },
  'rtmp.key.unknown': { code: 'NetStream.Publish.BadName', title: 'This stream key may not publish now.' },
  'rtmp.stream.busy': {
    code: 'NetStream.Publish.BadName',
    title: 'Somebody is already publishing with this key.',
  },
  'rtmp.play.refused': { code: 'NetStream.Play.Failed', title: 'Shows are watched by HLS, never by RTMP.' },
  'rtmp.video.unfit': { code: 'NetStream.Publish.Rejected', title: 'The picture must be H.264, HEVC or AV1.' },
  'rtmp.audio.unfit': { code: 'NetStream.Publish.Rejected', title: 'The sound must be AAC or Opus.' },
} as const
