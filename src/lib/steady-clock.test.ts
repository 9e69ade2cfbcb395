import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followWall, SteadyClock } from './steady-clock.ts'

test('the wall is followed when nobody minds, and told of once when somebody does', async () => {
  const time = { steadyMs: 0, setByMs: 0 }
  const clock = new SteadyClock({ wallMs: () => time.steadyMs + time.setByMs, steadyMs: () => time.steadyMs })
  const warned: object[] = []
  let quiet = false
  const stop = followWall(clock, () => quiet, { warn: (details) => warned.push(details) }, 1)
  const until = async (is: () => boolean) => {
    while (!is()) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  time.setByMs = -60_000
  await until(() => warned.length > 0)
  assert.equal(clock.now().getTime(), 0)
  quiet = true
  await until(() => clock.offMs === 0)
  assert.equal(clock.now().getTime(), -60_000)
  stop()
  assert.deepEqual(warned, [{ offMs: -60_000 }])
})
