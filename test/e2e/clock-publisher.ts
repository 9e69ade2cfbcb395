import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import type { Page } from 'playwright-core'

const clock = new URL('../../src/media/codec/bar-clock.ts', import.meta.url)

/** Lets a page send what a camera sees that looks at a clock, by WHIP, until it is closed. */
export async function publishClock(page: Page, key: string): Promise<void> {
  const drawn = stripTypeScriptTypes(await readFile(clock, 'utf8')).replaceAll(/^export /gm, '')
  await page.evaluate(`(async () => {
    ${drawn}
    const { module, left, top, width, height } = barClocks.wide
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const pen = canvas.getContext('2d', { alpha: false })
    setInterval(() => {
      pen.fillStyle = 'hsl(' + (Date.now() / 50) % 360 + ' 40% 30%)'
      pen.fillRect(0, 0, width, height)
      clockBits(Date.now()).forEach((bit, i) => {
        pen.fillStyle = bit ? '#b4b4b4' : '#242424'
        pen.fillRect(left + (i % 12) * module, top + Math.floor(i / 12) * module, module, module)
      })
    }, 1000 / 30)
    const microphone = new AudioContext().createMediaStreamDestination()
    const peer = (globalThis.publisher = new RTCPeerConnection())
    for (const track of [...canvas.captureStream(30).getTracks(), ...microphone.stream.getTracks()])
      peer.addTransceiver(track, { direction: 'sendonly' })
    const { codecs } = RTCRtpSender.getCapabilities('video')
    peer.getTransceivers()[0].setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/H264'))
    await peer.setLocalDescription()
    const headers = { 'Content-Type': 'application/sdp', Authorization: 'Bearer ${key}' }
    const answer = await fetch('/whip/show', { method: 'POST', headers, body: peer.localDescription.sdp })
    if (answer.status !== 201) throw new Error('WHIP answered ' + answer.status)
    await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() })
  })()`)
}
