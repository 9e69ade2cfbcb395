/** Every way the WHIP endpoint says no (RFC 9725 §4.2, bodies by RFC 9457). */
export const whipProblems = {
  'whip.offer.malformed': { status: 400, title: 'The offer is not readable SDP.' },
  'whip.key.missing': { status: 401, title: 'A stream key is needed, as a bearer token.' },
  'whip.key.unknown': { status: 403, title: 'This stream key may not publish now.' },
  'whip.session.unknown': { status: 404, title: 'There is no such publishing session.' },
  'whip.method.refused': { status: 405, title: 'This method means nothing here.' },
  'whip.stream.busy': { status: 409, title: 'Somebody is already publishing with this key.' },
  'whip.offer.large': { status: 413, title: 'The offer is longer than 64 KB.' },
  'whip.type.refused': { status: 415, title: 'The offer must be sent as application/sdp.' },
  'whip.offer.unfit': { status: 422, title: 'This offer cannot be served.' },
  'whip.server.busy': { status: 503, title: 'No connection can be opened at the moment.' },
} as const
