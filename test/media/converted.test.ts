import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childrenOf } from './running-engine.ts'
import { openStage } from './stage.ts'

const patience = { timeout: 60_000 }

/** In the page: this browser offers one coding of pictures only, as some do that have no H.264. */
const onlyOffers = (name: string) => `
  RTCRtpTransceiver.prototype.setCodecPreferences = new Proxy(RTCRtpTransceiver.prototype.setCodecPreferences, {
    apply: (set, transceiver) => {
      const { codecs } = RTCRtpSender.getCapabilities('video')
      return set.call(transceiver, codecs.filter((codec) => codec.mimeType === 'video/${name}'))
    },
  })`

for (const name of ['VP8', 'VP9', 'AV1']) {
  test(`a browser that sends ${name} reaches viewers in H.264, and its host is told`, {
    timeout: 120_000,
  }, async () => {
    await using stage = await openStage()
    const host = await stage.page()
    await host.evaluate(onlyOffers(name))
    await host.evaluate("stage.publish('key-cam', { video: { width: 640, height: 360 }, audio: true })")
    await stage.event((event) => event.type === 'live.started')
    const viewer = await stage.page()
    await viewer.evaluate("stage.play('cam')")
    await viewer.waitForFunction('stage.frames > 90', undefined, patience)
    assert.deepEqual(await viewer.evaluate('stage.size()'), [640, 360])
    const stats = await stage.event((event) => event.type === 'stats' && event.codec.startsWith('avc1.'))
    assert.ok(stats.type === 'stats' && stats.warnings.includes('converted') && stats.audioKbps > 0)
    if (name !== 'VP8') return

    const since = stage.events.length
    for (const child of childrenOf(stage.engine.pid()!)) process.kill(child, 'SIGSEGV')
    const frames = Number(await viewer.evaluate('stage.frames'))
    await viewer.waitForFunction(`stage.frames > ${frames + 150}`, undefined, patience)
    assert.ok(!stage.events.slice(since).some((event) => event.type === 'engine.down'))
  })
}
