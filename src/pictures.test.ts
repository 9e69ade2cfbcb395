import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MediaEngine, MediaEvent } from './media/engine.ts'
import { hearPictures } from './pictures.ts'

function listening() {
  let tell: (event: MediaEvent) => void = () => {}
  const media = {
    on: (listener: typeof tell) => {
      tell = listener
      return () => {}
    },
  } as unknown as MediaEngine
  const noted: string[] = []
  const pictures = hearPictures(media, {} as never, async ({ picture }) => void noted.push(picture))
  return { pictures, noted, tell: (event: object) => tell(event as MediaEvent) }
}

test('a disk that is full is no news of the picture, and is told to the host until the show is over', async () => {
  const { pictures, noted, tell } = listening()
  tell({ type: 'live.started', streamId: 's' })
  tell({ type: 'recording.stopped', streamId: 's', reason: 'diskFull' })
  assert.equal(pictures.unrecorded('s'), true)
  assert.equal(pictures.unrecorded('other'), false)
  tell({ type: 'live.ended', streamId: 's' })
  assert.equal(pictures.unrecorded('s'), false)
  await pictures.stop()
  assert.deepEqual(noted, ['coming', 'lost'])
})
