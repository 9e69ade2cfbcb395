import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { openLifetime } from './lifetime.ts'

function opened(boundMs = 5000) {
  const signals = new EventEmitter()
  const lines: string[] = []
  const exited = Promise.withResolvers<number>()
  const codes: number[] = []
  const write = (fields: object, message: string) => lines.push(`${message} ${Object.values(fields).at(-1)}`)
  const log = { info: write, warn: write, fatal: write } as never
  const exit = (code: number) => {
    codes.push(code)
    exited.resolve(code)
  }
  return { lifetime: openLifetime({ log, signals, exit, boundMs }), signals, lines, codes, exited: exited.promise }
}

test('parts stop in reverse order, each after the one before has ended', async () => {
  const { lifetime, signals, exited } = opened()
  const order: string[] = []
  for (const name of ['database', 'jobs', 'http']) {
    lifetime.onStop(name, async () => {
      order.push(`${name} begins`)
      await new Promise(setImmediate)
      order.push(`${name} ends`)
    })
  }
  signals.emit('SIGTERM')
  assert.equal(await exited, 0)
  assert.deepEqual(order, ['http begins', 'http ends', 'jobs begins', 'jobs ends', 'database begins', 'database ends'])
})

test('a second signal exits at once', async () => {
  const { lifetime, signals, exited } = opened(40)
  lifetime.onStop('stubborn', () => new Promise(() => {}))
  signals.emit('SIGINT')
  signals.emit('SIGINT')
  assert.equal(await exited, 130)
})

test('a part that hangs is named and does not keep the others from stopping', async () => {
  const { lifetime, lines, exited } = opened(40)
  let databaseStopped = false
  lifetime.onStop('database', () => {
    databaseStopped = true
  })
  lifetime.onStop('sockets', () => new Promise(() => {}))
  lifetime.stop()
  assert.equal(await exited, 1)
  assert.ok(databaseStopped)
  assert.deepEqual(lines, ['lifetime.stop sockets'])
})

test('a part that fails does not keep the others from stopping', async () => {
  const { lifetime, exited } = opened()
  let databaseStopped = false
  lifetime.onStop('database', () => {
    databaseStopped = true
  })
  lifetime.onStop('jobs', () => {
    throw new Error('broken')
  })
  lifetime.stop()
  assert.equal(await exited, 1)
  assert.ok(databaseStopped)
})

test('an error that nobody caught stops everything and exits with 1', async () => {
  for (const fault of ['unhandledRejection', 'uncaughtException']) {
    const { lifetime, signals, lines, exited } = opened()
    let stopped = false
    lifetime.onStop('database', () => {
      stopped = true
    })
    signals.emit(fault, new Error('nobody caught me'))
    assert.equal(await exited, 1)
    assert.ok(stopped)
    assert.deepEqual(lines, [`lifetime.fault ${fault}`])
  }
})

test('stopping twice is stopping once', async () => {
  const { lifetime, codes } = opened()
  let times = 0
  lifetime.onStop('database', () => {
    times++
  })
  await Promise.all([lifetime.stop(), lifetime.stop()])
  assert.equal(times, 1)
  assert.deepEqual(codes, [0])
})
