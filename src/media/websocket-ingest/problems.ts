/** Every way the WebSocket door says no: in its last message, and as the reason it closes with (4000 + `status`). */
export const websocketProblems = {
  'websocket.message.malformed': { status: 400, title: 'A message is not readable.' },
  'websocket.key.missing': { status: 401, title: 'The first message must bring the stream key.' },
  'websocket.key.unknown': { status: 403, title: 'This stream key may not publish now.' },
  'websocket.silent': { status: 408, title: 'Nothing came for too long.' },
  'websocket.stream.busy': { status: 409, title: 'Somebody is already publishing with this key.' },
  'websocket.media.unfit': { status: 422, title: 'The picture must be H.264, the sound AAC or Opus.' },
  'websocket.server.busy': { status: 503, title: 'No connection can be opened at the moment.' },
} as const
