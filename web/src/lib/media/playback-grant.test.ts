import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlaybackGrant } from './playback-grant.ts'

const grants = (...renewInSeconds: number[]) => {
  let asked = 0
  const grant = new PlaybackGrant(async () => {
    const seconds = renewInSeconds[asked++]
    if (seconds === undefined) throw new Error('refused')
    return { hlsUrl: `/hls/s/master.m3u8?token=t${asked}`, token: `t${asked}`, renewInSeconds: seconds }
  })
  return { grant, asked: () => asked }
}

test('a token is renewed before it expires, and addresses bear the new one', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { grant, asked } = grants(60, 60)
  assert.equal(grant.renewed('/a?token=old'), '/a?token=old', 'nothing is known yet')
  assert.equal(await grant.url(), '/hls/s/master.m3u8?token=t1')
  t.mock.timers.tick(59_000)
  assert.equal(asked(), 1)
  t.mock.timers.tick(1000)
  await Promise.resolve()
  assert.equal(asked(), 2)
  const address = 'https://x/live.m3u8?_HLS_msn=3&token=t1&_HLS_part=2'
  assert.equal(grant.renewed(address), 'https://x/live.m3u8?_HLS_msn=3&token=t2&_HLS_part=2')
  assert.equal(grant.renewed('https://x/take/p1.1.m4s'), 'https://x/take/p1.1.m4s', 'media needs none')
})

test('a renewal that failed is tried again; one that is stopped is not', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { grant, asked } = grants(1)
  await grant.url()
  t.mock.timers.tick(1000)
  for (let i = 0; i < 5; i++) await Promise.resolve()
  assert.equal(asked(), 2)
  t.mock.timers.tick(30_000)
  assert.equal(asked(), 3)
  grant.stop()
  for (let i = 0; i < 5; i++) await Promise.resolve()
  t.mock.timers.tick(60_000)
  assert.equal(asked(), 3)
  await assert.rejects(grant.url(), /refused/)
})
