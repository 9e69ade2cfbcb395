import type { ConvertedCoding } from '../codec/messages.ts'
import { MediaRefusal } from '../problems.ts'

/** One media section of an offer that we serve: only what WebRTC's transport and our codecs need. */
export type OfferedTrack = {
  kind: 'video' | 'audio'
  mid: string
  payloadType: number
  format: string // The `rtpmap` value.
  parameters: string // The `fmtp` value, may be empty.
  converted?: ConvertedCoding // Set when the picture is not H.264 and will be made so.
  transport: string[] // ICE, DTLS and candidate lines, as offered.
  routing: string[] // What tells the library which packet belongs to this section: its `mid` extension, its source.
}

const transportLines =
  /^a=(?:ice-ufrag:[\w+/=-]{4,256}|ice-pwd:[\w+/=-]{22,256}|ice-options:[\w -]{1,64}|fingerprint:[\w-]{1,16} [\dA-F:]{32,300}|setup:(?:actpass|active)|candidate:[\w+/ .:-]{10,300}|end-of-candidates)$/i
const routingLines = /^a=(?:extmap:\d{1,3} urn:ietf:params:rtp-hdrext:sdes:mid|ssrc:\d{1,10} cname:\S{1,64})$/
const lineLengthMax = 4000
const linesMax = 2000

/**
 * Reads an offer (RFC 9725 §4.2): at most one picture and one sound, each sent only, H.264 in packetization mode 1
 * (or, without it, VP8, VP9 or AV1) and Opus. Throws a `MediaRefusal`: malformed when it is no SDP, unfit when it is one we cannot serve.
 */
export function readOffer(sdp: string): OfferedTrack[] {
  const lines = sdp.split(/\r?\n/).filter((line) => line !== '')
  const readable =
    lines[0] === 'v=0' &&
    lines.length <= linesMax &&
    lines.every((line) => /^[a-z]=/.test(line) && line.length <= lineLengthMax && !hasControl(line))
  if (!readable) throw new MediaRefusal('whip.offer.malformed')
  const starts = lines.flatMap((line, i) => (line.startsWith('m=') ? [i] : []))
  if (starts.length === 0) throw new MediaRefusal('whip.offer.malformed', 'The offer has no media section.')
  const session = lines.slice(0, starts[0])
  const tracks = starts.map((start, i) => readTrack(lines.slice(start, starts[i + 1]), session))
  if (new Set(tracks.map((track) => track.kind)).size !== tracks.length)
    throw new MediaRefusal('whip.offer.unfit', 'At most one picture and one sound can be published.')
  if (new Set(tracks.map((track) => track.mid)).size !== tracks.length)
    throw new MediaRefusal('whip.offer.malformed', 'Two media sections share one mid.')
  return tracks
}

function hasControl(line: string): boolean {
  for (let i = 0; i < line.length; i++) if (line.charCodeAt(i) < 0x20) return true
  return false
}

function readTrack(section: string[], session: string[]): OfferedTrack {
  const [, kind, port, protocol, types = ''] = /^m=(\S+) (\d+) (\S+) (.*)$/.exec(section[0]!) ?? []
  if (!kind || port === undefined) throw new MediaRefusal('whip.offer.malformed', 'A media section is unreadable.')
  if (kind !== 'video' && kind !== 'audio') throw new MediaRefusal('whip.offer.unfit', `No ${kind.slice(0, 20)} here.`)
  if (!/^UDP\/TLS\/RTP\/SAVPF?$/.test(protocol!)) throw new MediaRefusal('whip.offer.unfit', 'Media must be encrypted.')
  if (section.includes('a=recvonly') || section.includes('a=inactive'))
    throw new MediaRefusal('whip.offer.unfit', 'A publisher sends: recvonly and inactive are refused.')
  if (!section.includes('a=rtcp-mux')) throw new MediaRefusal('whip.offer.unfit', 'RTCP must share the port of RTP.')
  const mid = section.find((line) => line.startsWith('a=mid:'))?.slice(6)
  if (!mid || !/^[\w.+-]{1,32}$/.test(mid))
    throw new MediaRefusal('whip.offer.malformed', 'A media section has no mid.')
  const transport = readTransport(section, session)
  const routing = section.filter((line) => routingLines.test(line))
  return { kind, mid, ...choosePayload(kind, types.split(' '), section), transport, routing }
}

/** ICE and DTLS may stand in the section or, for all sections, before the first. */
function readTransport(section: string[], session: string[]): string[] {
  const transport = [...session, ...section].filter((line) => transportLines.test(line))
  for (const needed of ['a=ice-ufrag:', 'a=ice-pwd:', 'a=fingerprint:', 'a=setup:'])
    if (!transport.some((line) => line.startsWith(needed)))
      throw new MediaRefusal('whip.offer.malformed', `The offer has no usable ${needed.slice(2, -1)}.`)
  return transport
}

type Payload = Pick<OfferedTrack, 'payloadType' | 'format' | 'parameters' | 'converted'>

function choosePayload(kind: 'video' | 'audio', types: string[], section: string[]): Payload {
  const payloads = types.flatMap((type) => {
    const payloadType = Number(type)
    const format = section.find((line) => line.startsWith(`a=rtpmap:${type} `))?.slice(10 + type.length)
    const parameters = section.find((line) => line.startsWith(`a=fmtp:${type} `))?.slice(8 + type.length) ?? ''
    return Number.isInteger(payloadType) && payloadType <= 127 && format ? [{ payloadType, format, parameters }] : []
  })
  const fits =
    kind === 'audio'
      ? payloads.filter((payload) => /^opus\/48000\/2$/i.test(payload.format))
      : payloads.filter(
          (payload) => /^H264\/90000$/i.test(payload.format) && /packetization-mode=1/.test(payload.parameters),
        )
  // Constrained baseline is what every browser can encode in software and every player can decode.
  const best = fits.find((payload) => /profile-level-id=42e01f/i.test(payload.parameters)) ?? fits[0]
  if (best) return best
  const other = kind === 'video' ? payloads.flatMap(conversionOf)[0] : undefined
  if (other) return other
  throw new MediaRefusal(
    'whip.offer.unfit',
    kind === 'audio' ? 'Sound must be Opus.' : 'The picture must be H.264, VP8, VP9 or AV1.',
  )
}

/** Only plain profiles: what else there is has other colours or depths. */
function conversionOf(payload: Payload): Payload[] {
  const [, name] = /^(VP8|VP9|AV1)\/90000$/i.exec(payload.format) ?? []
  const isPlain = !/profile(-id)?=[1-9]/.test(payload.parameters)
  return name && isPlain ? [{ ...payload, converted: name.toLowerCase() as ConvertedCoding }] : []
}

/**
 * The offer as the WebRTC library gets it: written anew from what was read, so that it can only answer what we
 * serve. Retransmission streams, transport-wide congestion control and other header extensions are left out.
 */
export function plainOffer(tracks: OfferedTrack[]): string {
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${tracks.map((t) => t.mid).join(' ')}`,
  ]
  for (const { kind, mid, payloadType, format, parameters, transport, routing } of tracks) {
    lines.push(`m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`, 'c=IN IP4 0.0.0.0', ...transport)
    lines.push(`a=mid:${mid}`, 'a=sendonly', 'a=rtcp-mux', ...routing, `a=rtpmap:${payloadType} ${format}`)
    if (parameters) lines.push(`a=fmtp:${payloadType} ${parameters}`)
    const feedback = kind === 'video' ? ['nack', 'nack pli', 'goog-remb'] : ['nack']
    lines.push(...feedback.map((name) => `a=rtcp-fb:${payloadType} ${name}`))
  }
  return `${lines.join('\r\n')}\r\n`
}
