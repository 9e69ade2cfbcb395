import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Doors } from './doors/doors.ts'
import type { ShowId } from './lib/ids.ts'
import type { LocalText } from './lib/local-text.ts'
import type { MediaEngine } from './media/engine.ts'
import { pictureBytes } from './modules/catalog/catalog.ts'

export type Slated = { title: LocalText; coverPictureId: string | null; paused: boolean }

/** In the language that a show is announced in; the letters that pictures are drawn with are Latin ones alone. */
function wordsFor(title: LocalText): string {
  if (title.en) return 'One moment'
  return title.fr ? 'Un instant' : ''
}

/** Tells the media engine what stands in for the host of a live show: its cover, and a word or two over it. */
export async function setSlate(media: MediaEngine, doors: Doors, showId: ShowId, slated: Slated): Promise<void> {
  const cover = slated.coverPictureId && (await pictureBytes(doors.files, slated.coverPictureId))
  const still = join(tmpdir(), `estrade-slate-${showId}.webp`)
  if (cover) await writeFile(still, cover)
  const picture = { title: wordsFor(slated.title), ...(cover && { still }) }
  media.slate(showId, { picture, shown: slated.paused })
}
