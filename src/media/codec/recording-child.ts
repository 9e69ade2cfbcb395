/**
 * A child process that makes files of one finished recording, and ends. Everything that reads video that somebody
 * else sent is done here: what breaks, breaks this process and nothing else.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { indexFile, readIndex, segmentsBetween } from '../recording/recorded.ts'
import { writeMp4 } from '../recording/write-mp4.ts'
import type { Finished, FromRecordingChild, ToRecordingChild } from './recording-messages.ts'

process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {}) // Ctrl-C reaches the whole group; the parent decides when we end.
process.once('message', (message: ToRecordingChild) => {
  finish(message).then(
    (finished) => answer({ finished }),
    (error) => answer({ failed: String(error?.stack ?? error) }),
  )
})

function answer(message: FromRecordingChild): void {
  process.send?.(message, undefined, undefined, () => process.exit(0))
}

async function finish({ folder, plan }: ToRecordingChild): Promise<Finished> {
  const { segments } = readIndex(await readFile(join(folder, indexFile), 'utf8'))
  const shown = segmentsBetween(segments, plan.fromMs, plan.toMs)
  if (shown.length === 0) throw new Error('nothing of the show was recorded')
  const whole = await writeMp4(folder, shown, 'show.mp4')
  const clips: Finished['clips'] = []
  for (const { name, fromMs, toMs } of plan.clips) {
    const explained = segmentsBetween(shown, fromMs, toMs)
    if (explained.length === 0) continue
    const { durationMs } = await writeMp4(folder, explained, `${name}.mp4`)
    clips.push({ name, durationMs })
  }
  return { ...whole, clips, ...(await pictures(folder, shown)) }
}

async function pictures(folder: string, segments: Parameters<typeof writeMp4>[1]) {
  try {
    return await (await import('./thumbnails.ts')).drawThumbnails(folder, segments)
  } catch (error) {
    // Without node-av, or with a picture it cannot read: the recording is worth more than its previews.
    console.error(`No previews of the recording: ${(error as Error).message}`)
    return { covers: 0, storyboard: null }
  }
}
