import type { Logger } from 'pino'
import type { ShowId } from './lib/ids.ts'
import type { MediaEngine, MediaEvent } from './media/engine.ts'

type Stats = Extract<MediaEvent, { type: 'stats' }>
type Note = (showId: ShowId, picture: 'coming' | 'lost') => Promise<void>

const pictureOf = {
  'live.started': 'coming',
  'live.resumed': 'coming',
  'live.interrupted': 'lost',
  'live.ended': 'lost',
} as const

/** What the media engine tells becomes what a show knows of its picture, noted in the order it was told. */
export function hearPictures(media: MediaEngine, log: Logger, note: Note) {
  const arriving = new Map<string, Stats>()
  let noting: Promise<void> = Promise.resolve()

  function tell(streamId: string, picture: 'coming' | 'lost'): void {
    noting = noting
      .then(() => note(streamId as ShowId, picture))
      .catch((error) => log.error({ err: error, streamId }, 'pictures.note'))
  }

  const stop = media.on((event) => {
    if (event.type === 'stats') {
      arriving.set(event.streamId, event)
    } else if (event.type === 'engine.down') {
      for (const streamId of arriving.keys()) tell(streamId, 'lost')
      arriving.clear()
    } else if ('streamId' in event && event.type !== 'recording.stopped' && event.type !== 'push.changed') {
      if (event.type === 'live.ended') arriving.delete(event.streamId)
      tell(event.streamId, pictureOf[event.type])
    }
  })

  return {
    /** What arrived last of a show's picture. */
    stats: (showId: string): Stats | undefined => arriving.get(showId),
    async stop(): Promise<void> {
      stop()
      await noting
    },
  }
}
