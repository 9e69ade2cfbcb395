import { type ChildProcess, fork } from 'node:child_process'
import type { MediaLog } from '../events.ts'
import { ChildWatch, codecLimits } from '../watch-child.ts'
import type { FromCodec, ToCodec } from './messages.ts'

const firstPauseMs = 200
const pauseMsMax = 5000
const steadyMs = 10_000 // A child that lived this long starts over with the short pause.

export type CodecChild = {
  send(message: ToCodec): void
  stop(): void
  /** Ends a child that hangs; another follows. */
  restart(): void
  pid(): number | undefined
}

/**
 * Runs one codec task in its own process and starts it again when it dies, with growing pauses. A child without
 * FFmpeg says `unavailable` and is not started again. With `onEnd` none is: it is told instead.
 */
export function superviseCodec(
  task: ToCodec,
  listener: (message: FromCodec) => void,
  log: MediaLog,
  onEnd?: () => void,
): CodecChild {
  let child: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let pauseMs = firstPauseMs
  let stopped = false

  const start = () => {
    const startedAt = performance.now()
    child = fork(new URL('./child.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const watch = new ChildWatch(child, codecLimits, { log }).start()
    child.on('message', (message: FromCodec) => {
      watch.hear()
      if (message.type === 'alive') return
      if (message.type === 'unavailable') stopped = true
      listener(message)
    })
    // Sending to a child that just died surfaces here; `exit` follows and does the work.
    child.on('error', (error) => log.warn({ task: task.type, error: error.message }, 'codec child'))
    child.once('exit', (code, signal) => {
      watch.stop()
      if (stopped) return
      if (onEnd) return onEnd()
      log.warn({ task: task.type, code, signal }, 'codec child died, starting another')
      if (performance.now() - startedAt > steadyMs) pauseMs = firstPauseMs
      timer = setTimeout(start, pauseMs)
      pauseMs = Math.min(pauseMs * 2, pauseMsMax)
    })
    send(task)
  }
  const send = (message: ToCodec) => {
    if (child?.connected) child.send(message, () => {})
  }
  start()

  return {
    send,
    stop: () => {
      stopped = true
      clearTimeout(timer)
      child?.kill('SIGKILL') // It holds nothing worth saving.
    },
    restart: () => child?.kill('SIGKILL'), // A stopped process hears nothing else.
    pid: () => child?.pid,
  }
}
