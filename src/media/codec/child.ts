/**
 * A codec child: one process per stream, the only place where FFmpeg's libraries are loaded. Told its one task by
 * the first message, it ends with its parent.
 */
import { sayAlive } from '../watch-child.ts'
import type { FromCodec, ToCodec } from './messages.ts'

const send = (message: FromCodec): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => {})
}

sayAlive(() => send({ type: 'alive' }))
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {}) // Ctrl-C reaches the whole group; the parent decides when we end.
process.once('message', (message: ToCodec) => {
  open(message).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') {
      send({ type: 'unavailable', reason: error.message })
      return
    }
    fail(error)
  })
})

/** Whoever watches us starts another. */
function fail(error: unknown): never {
  console.error(error)
  process.exit(1)
}

async function open(task: ToCodec): Promise<void> {
  if (task.type === 'broadcast') await (await import('./broadcast.ts')).broadcast(task.picture, send)
  if (task.type === 'srt') {
    await (await import('./srt.ts')).receiveSrt(task, send)
    process.disconnect?.()
  }
  if (task.type === 'ladder') {
    const take = await (await import('./ladder.ts')).ladder(send)
    process.on('message', take)
  }
  if (task.type === 'convert') {
    const { convert } = await import('./convert.ts')
    const take = await convert(task.coding, send)
    let work: Promise<void> = Promise.resolve()
    process.on('message', (message: ToCodec) => {
      if (message.type !== 'coded picture') return
      work = work.then(() => take(message.ts, message.data)).catch(fail)
    })
  }
  if (task.type === 'transcode') {
    const { transcode } = await import('./transcode.ts')
    const feed = await transcode(send)
    process.on('message', (message: ToCodec) => {
      if (message.type === 'opus') feed(message.ts, message.data)
    })
  }
}
