import type { LocalText } from '#src/lib/local-text.ts'
import type { Topic } from '#src/modules/shows/state.ts'
import { type EditedText, editedText, isWritten, writtenText } from '../local-texts.ts'
import { type Admission, type AdmissionDraft, admissionDraft, admissionFaults, openToAll } from './admission-draft.ts'

type Picture = { pictureId: string; url: string } | null

/** What is announced of a show, as its form edits it. */
export interface ShowDraft {
  title: EditedText
  description: EditedText
  kind: 'video' | 'audio'
  /** Empty: of none. */
  topic: Topic | ''
  /** As `<input type="datetime-local">` writes it, on the clock of whoever types; empty for none. */
  startsAt: string
  cover: Picture
  portrait: Picture
  hostName: string
  hostPicture: Picture
  admission: AdmissionDraft
}

export interface AnnouncedShow {
  title: LocalText
  description: LocalText
  kind: 'video' | 'audio'
  topic: Topic | null
  startsAt: string | null
  coverPictureId: string | null
  coverUrl: string | null
  portraitPictureId: string | null
  portraitUrl: string | null
  hostName: string
  hostPictureUrl: string | null
}

export const newShow = (): ShowDraft => ({
  title: editedText(),
  description: editedText(),
  kind: 'video',
  topic: '',
  startsAt: '',
  cover: null,
  portrait: null,
  hostName: '',
  hostPicture: null,
  admission: openToAll(),
})

/** @param localOf a moment as `datetime-local` writes it: only the browser knows its own clock */
export function draftOf(show: AnnouncedShow, admission: Admission, localOf: (at: string) => string): ShowDraft {
  const picture = (pictureId: string | null, url: string | null) => (pictureId && url ? { pictureId, url } : null)
  return {
    title: editedText(show.title),
    description: editedText(show.description),
    kind: show.kind,
    topic: show.topic ?? '',
    startsAt: show.startsAt ? localOf(show.startsAt) : '',
    cover: picture(show.coverPictureId, show.coverUrl),
    portrait: picture(show.portraitPictureId, show.portraitUrl),
    hostName: show.hostName,
    hostPicture: picture(idIn(show.hostPictureUrl), show.hostPictureUrl),
    admission: admissionDraft(admission),
  }
}

/** The API tells only where the host's picture is; its id is in there. */
const idIn = (url: string | null) => url && (/\/pictures\/([0-9a-f-]{36})/.exec(url)?.[1] ?? null)

/** What is sent to the API of what is announced; whom it is open to has a call of its own. */
export const wishOf = (draft: ShowDraft) => ({
  title: writtenText(draft.title),
  description: writtenText(draft.description),
  kind: draft.kind,
  topic: draft.topic || null,
  startsAt: draft.startsAt ? new Date(draft.startsAt).toISOString() : null,
  coverPictureId: draft.cover?.pictureId ?? null,
  portraitPictureId: draft.portrait?.pictureId ?? null,
  hostName: draft.hostName.trim(),
  hostPictureId: draft.hostPicture?.pictureId ?? null,
})

export type ShowFault = 'needsTitle' | 'needsDescription' | 'needsHost'
type Faults = Partial<Record<'title' | 'description' | 'hostName', ShowFault>> & { admission?: 'admission' }

export function faultsOf(draft: ShowDraft): Faults {
  return {
    ...(!isWritten(draft.title) && { title: 'needsTitle' }),
    ...(!isWritten(draft.description) && { description: 'needsDescription' }),
    ...(!draft.hostName.trim() && { hostName: 'needsHost' }),
    ...(Object.keys(admissionFaults(draft.admission)).length > 0 && { admission: 'admission' }),
  }
}

/** A moment on this machine's clock, as `datetime-local` takes it: `2026-11-21T19:30`. */
export function localInput(at: string): string {
  const moment = new Date(at)
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
