import type { Logger } from 'pino'
import type { MediaEngine, MediaEvent } from './media/engine.ts'

type Stats = Extract<MediaEvent, { type: 'stats' }>
type Note = (news: { streamId: string; picture: 'coming' | 'lost' }) => Promise<void>

const pictureOf = {
  'live.started': 'coming',
  'live.resumed': 'coming',
  'live.interrupted': 'lost',
  'live.ended': 'lost',
} as const

export type Pictures = ReturnType<typeof hearPictures>

/** What the media engine tells becomes what a show knows of its picture, noted in the order it was told. */
export function hearPictures(media: MediaEngine, log: Logger, note: Note) {
  const arriving = new Map<string, Stats>()
  const unrecorded = new Set<string>()
  let noting: Promise<void> = Promise.resolve()

  function tell(streamId: string, picture: 'coming' | 'lost'): void {
    noting = noting
      .then(() => note({ streamId, picture }))
      .catch((error) => log.error({ err: error, streamId }, 'pictures.note'))
  }

  const stop = media.on((event) => {
    if (event.type === 'stats') {
      arriving.set(event.streamId, event)
    } else if (event.type === 'recording.stopped') {
      unrecorded.add(event.streamId)
    } else if (event.type === 'engine.down') {
      for (const streamId of arriving.keys()) tell(streamId, 'lost')
      arriving.clear()
    } else if ('streamId' in event && event.type !== 'push.changed') {
      if (event.type === 'live.ended') {
        arriving.delete(event.streamId)
        unrecorded.delete(event.streamId)
      }
      tell(event.streamId, pictureOf[event.type])
    }
  })

  return {
    /** What arrived last of a stream; a show's has the show's id. */
    stats: (streamId: string): Stats | undefined => arriving.get(streamId),
    /** Whether nothing more of it is written down, though it goes on: the disk is full, or fails. */
    unrecorded: (streamId: string): boolean => unrecorded.has(streamId),
    async stop(): Promise<void> {
      stop()
      await noting
    },
  }
}
