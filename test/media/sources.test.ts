import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { openStage, type Stage } from './stage.ts'

const patience = { timeout: 60_000 }

/** A host who goes from one device to another, and to a third. */
async function hostWith(stage: Stage) {
  let device: Page | undefined
  return async () => {
    await device?.evaluate('stage.publisher.stop()')
    await device?.close()
    device = await stage.page()
    await device.evaluate("stage.publishClock('key-cam')")
  }
}

/** Plays on: pictures that were taken now. */
async function seesNow(viewer: Page, condition = 'true'): Promise<void> {
  await viewer.bringToFront()
  await viewer.evaluate('stage.mark = { frames: stage.frames, at: Date.now() }')
  const fresh = 'stage.frames > stage.mark.frames + 20 && stage.lastClock > stage.mark.at'
  await viewer.waitForFunction(`${fresh} && ${condition}`, undefined, patience)
}

test('a viewer goes on by itself whenever the host changes device', { timeout: 180_000 }, async () => {
  await using stage = await openStage()
  const changes = await hostWith(stage)
  await changes()
  await stage.event((event) => event.type === 'live.started')
  const viewer = await stage.page()
  await viewer.evaluate("stage.play('cam')")
  await seesNow(viewer)
  for (let i = 0; i < 2; i++) {
    await changes()
    await seesNow(viewer)
  }
})

test('by WebRTC as well, on the same timeline', { timeout: 180_000 }, async (t) => {
  await using stage = await openStage()
  const changes = await hostWith(stage)
  await changes()
  await stage.event((event) => event.type === 'live.started')
  const viewer = await stage.page()
  await viewer.evaluate("localStorage.setItem('quality', 'fastest')")
  await viewer.evaluate("stage.play('cam')")
  const byWebRtc = "document.querySelector('video').srcObject !== null"
  await seesNow(viewer, byWebRtc)
  for (let i = 0; i < 2; i++) {
    await changes()
    await seesNow(viewer, byWebRtc)
  }
  await viewer.waitForFunction('stage.player.programmeMs() !== undefined', undefined, patience)
  const offMs = Number(await viewer.evaluate('stage.player.programmeMs() - stage.lastClock'))
  t.diagnostic(`programme time is ${Math.round(offMs)} ms from the clock in the picture`)
  assert.ok(Math.abs(offMs) <= 250, `${offMs} ms`)

  // An encoder is not heard by WebRTC: the picture goes on all the same.
  stage.engine.broadcast('other', { title: 'Alma' })
  await viewer.evaluate('stage.player.destroy()')
  await stage.event((event) => event.type === 'live.started' && event.streamId === 'other')
  await viewer.evaluate("stage.play('other')")
  await seesNow(viewer, `!(${byWebRtc})`)
})
