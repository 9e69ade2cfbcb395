import type { Visibility } from '#src/modules/shows/state.ts'

/** Whom a show is open to, as its fields edit it. */
export interface AdmissionDraft {
  visibility: Visibility
  /** The product that opens it; empty for none. */
  ticket: string
  /** One address a line, as it was typed. */
  guests: string
}

export interface Admission {
  visibility: Visibility
  ticketProductId: string | null
  guests: string[]
}

const addressLike = /^[^@\s]+@[^@\s]+\.[^@\s]+$/

export const openToAll = (): AdmissionDraft => ({ visibility: 'public', ticket: '', guests: '' })

export const admissionDraft = ({ visibility, ticketProductId, guests }: Admission): AdmissionDraft => ({
  visibility,
  ticket: ticketProductId ?? '',
  guests: guests.join('\n'),
})

/** Whether it has a list of guests. */
export const hasList = ({ visibility }: Pick<AdmissionDraft, 'visibility'>): boolean =>
  visibility === 'private' || visibility === 'ticketed'

const addressesIn = (guests: string): string[] => guests.split(/[\s,;]+/).filter(Boolean)

/** What is sent to the API. */
export const admissionWish = (draft: AdmissionDraft): Admission => ({
  visibility: draft.visibility,
  ticketProductId: draft.visibility === 'ticketed' ? draft.ticket : null,
  guests: hasList(draft) ? addressesIn(draft.guests) : [],
})

export type AdmissionFaults = { ticket?: 'needsTicket'; guests?: 'badGuests' }

export const admissionFaults = (draft: AdmissionDraft): AdmissionFaults => ({
  ...(draft.visibility === 'ticketed' && !draft.ticket && { ticket: 'needsTicket' }),
  ...(hasList(draft) && !addressesIn(draft.guests).every((one) => addressLike.test(one)) && { guests: 'badGuests' }),
})
