import { MediaRefusal } from './problems.ts'
import type { Stream } from './stream.ts'
import type { Streams } from './streams.ts'

/** What a key opens, and the name under which it can be taken back; undefined refuses. */
export type Authorize = (key: string) => Promise<{ streamId: string; keyId?: string | undefined } | undefined>

export type Admission = { authorize: Authorize; streams: Streams }

/**
 * Lets a publisher in whose key opens a stream that nobody is sending to. `take` is called at once, so that nobody
 * slips in between. @throws MediaRefusal key.unknown | stream.busy
 */
export async function admit<T>(
  door: 'whip' | 'rtmp' | 'websocket' | 'srt',
  key: string,
  { authorize, streams }: Admission,
  take: (stream: Stream, keyId: string | undefined) => T,
): Promise<T> {
  const opened = await authorize(key)
  if (!opened) throw new MediaRefusal(`${door}.key.unknown`)
  const stream = streams.open(opened.streamId)
  if (stream.busy) throw new MediaRefusal(`${door}.stream.busy`)
  return take(stream, opened.keyId)
}
