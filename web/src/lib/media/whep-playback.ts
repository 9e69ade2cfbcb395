import type { Offered, Playback } from './playback.ts'
import { ProgrammeClock } from './programme-clock.ts'

const answerMsMost = 5000
/** Where UDP does not pass, nothing comes, and nobody says so. */
const firstPacketMsMost = 4000
const clockEveryMs = 1000

export type Link = { peer: RTCPeerConnection; stream: MediaStream; session: string | undefined }

/**
 * A stream by WebRTC (WHEP), ready to be shown. Rejects when it cannot be had now: nobody publishes, the publisher is no
 * browser, all places are taken, or the network lets no UDP through.
 */
export async function connectWhep(url: string, signal: AbortSignal): Promise<Link> {
  const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  const stream = new MediaStream()
  try {
    const came = new Promise<void>((resolve, reject) => {
      peer.ontrack = ({ track }) => {
        stream.addTrack(track)
        if (track.kind === 'video') track.addEventListener('unmute', () => resolve(), { once: true })
      }
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    came.catch(() => {})
    for (const kind of ['video', 'audio']) peer.addTransceiver(kind, { direction: 'recvonly' })
    await peer.setLocalDescription()
    const answer = await fetch(url, {
      ...{ method: 'POST', headers: { 'Content-Type': 'application/sdp' }, body: peer.localDescription!.sdp },
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMsMost)]),
    })
    if (answer.status !== 201) throw new Error(`WHEP answered ${answer.status}.`)
    const location = answer.headers.get('Location')
    const session = location === null ? undefined : new URL(location, url).href
    await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() })
    await Promise.race([came, after(firstPacketMsMost)])
    return { peer, stream, session }
  } catch (error) {
    peer.close()
    throw error
  }
}

const after = (ms: number) =>
  new Promise<never>((_, reject) => setTimeout(() => reject(new Error('No packet came by WebRTC.')), ms))

/** Shows a link in a `<video>`. It is always live: there is no going back in it. */
export function openWhep(
  video: HTMLVideoElement,
  { peer, stream, session }: Link,
  offered: Offered,
  fail: () => void,
): Playback {
  const clock = new ProgrammeClock()
  let over = false
  let frame = 0
  const lose = () => {
    if (!over) fail()
  }
  peer.onconnectionstatechange = () => {
    if (peer.connectionState === 'failed' || peer.connectionState === 'closed') lose()
  }
  for (const track of stream.getTracks()) track.addEventListener('ended', lose)
  const look = (now: number, seen: VideoFrameCallbackMetadata) => {
    clock.showed(seen.receiveTime ?? now)
    frame = video.requestVideoFrameCallback(look)
  }
  frame = video.requestVideoFrameCallback?.(look) ?? 0
  const ask = async () => clock.read(await peer.getStats())
  const beat = setInterval(() => void ask(), clockEveryMs)
  void ask()
  video.srcObject = stream
  return {
    ...offered,
    byWebRtc: true,
    programmeMs: () => clock.programmeMs(),
    window: () => undefined,
    isLate: () => false,
    // A connection that is asked about has hung, or belongs to another network: a new one is quicker.
    ask: lose,
    choose: () => false,
    destroy: () => {
      over = true
      clearInterval(beat)
      video.cancelVideoFrameCallback?.(frame)
      peer.close()
      video.srcObject = null
      if (session) void fetch(session, { method: 'DELETE', keepalive: true }).catch(() => {})
    },
  }
}
