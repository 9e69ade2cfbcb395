/** Every way the WHEP endpoint says no (draft-ietf-wish-whep-04 §4, bodies by RFC 9457). */
export const whepProblems = {
  'whep.offer.malformed': { status: 400, title: 'The offer is not readable SDP.' },
  'whep.token.refused': { status: 403, title: 'This show cannot be watched without a valid token.' },
  'whep.session.unknown': { status: 404, title: 'There is no such playing session.' },
  'whep.method.refused': { status: 405, title: 'This method means nothing here.' },
  'whep.publisher.away': { status: 409, title: 'Nobody is publishing at the moment.' },
  'whep.offer.large': { status: 413, title: 'The offer is longer than 64 KB.' },
  'whep.type.refused': { status: 415, title: 'The offer must be sent as application/sdp.' },
  'whep.offer.unfit': { status: 422, title: 'This offer cannot be served.' },
  'whep.source.unfit': { status: 422, title: 'This show is not sent by WebRTC; play its HLS address instead.' },
  'whep.server.busy': { status: 503, title: 'No connection can be opened at the moment.' },
} as const
