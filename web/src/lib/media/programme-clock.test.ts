import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProgrammeClock } from './programme-clock.ts'

const { timeOrigin } = performance
const report = (timestamp: number, remoteTimestamp: number) => ({
  ...{ type: 'remote-outbound-rtp', timestamp: timeOrigin + timestamp, remoteTimestamp: timeOrigin + remoteTimestamp },
})

test('a frame shows the programme of when it came, by the report that was least delayed', () => {
  const clock = new ProgrammeClock()
  clock.showed(900)
  assert.equal(clock.programmeMs(), undefined)
  // The server's clock is 5 s behind; reports take 80, 20 and 300 ms.
  clock.read([report(1080, -4000)])
  clock.read([report(2020, -3000), { type: 'inbound-rtp', timestamp: timeOrigin + 3000 }])
  clock.read([report(3300, -2000)])
  clock.showed(4000)
  assert.ok(Math.abs(clock.programmeMs()! - (timeOrigin + 4000 - 5020)) < 1)
})

test('the same report read twice counts once', () => {
  const clock = new ProgrammeClock()
  clock.showed(0)
  for (let i = 0; i < 1000; i++) clock.read([report(100, 90)])
  assert.equal(Math.round(clock.programmeMs()!), Math.round(timeOrigin - 10))
})
