import type { ShownOffer } from '../promotions/state.ts'
import type { Card, NextShow, ShowEvent, ShowEvents, ShowFacts } from './events.ts'

/** draft → scheduled → live → ended ⇄ replay; a draft or scheduled show may be cancelled (R0.11). */
export type ShowStatus = 'draft' | 'scheduled' | 'live' | 'ended' | 'replay' | 'cancelled'

/** What a show is about: how people find it. */
export const topics = [
  'fashion',
  'beauty',
  'jewellery',
  'home',
  'food',
  'wellness',
  'craft',
  'technology',
  'family',
  'sport',
  'culture',
] as const
export type Topic = (typeof topics)[number]

/** Everybody, and listed; everybody with the link; those on a list; those who bought the ticket, or are on the list. */
export type Visibility = 'public' | 'unlisted' | 'private' | 'ticketed'

export type ShowState = ShowFacts & {
  status: ShowStatus
  startedAt: string | null
  endedAt: string | null
  /** When it ends by itself, ISO 8601. */
  endsAt: string | null
  /** Everybody who has been on air, in order, once it was handed over; until then nobody. */
  hosts: string[]
  /** Where viewers are led when it is over. */
  next: NextShow | null
  /** A slate stands in front of the picture. */
  paused: boolean
  /** Whether the picture is coming. */
  picture: 'none' | 'coming' | 'lost'
  /** Where it is played; null: at this install. */
  hlsUrl: string | null
  /** Who may come in. */
  visibility: Visibility
  /** What opens a ticketed show. */
  ticketProductId: string | null
  /** In the order of the run-of-show. */
  shelf: Card[]
  /** The latest pinned first. */
  pinned: string[]
  /** What is taken off prices by itself, while it is on air. */
  offers: ShownOffer[]
  /** Units paid for, by product. */
  sold: Record<string, number>
}

export const pinsMost = 3

export const emptyShow: ShowState = {
  title: {},
  description: {},
  kind: 'video',
  startsAt: null,
  coverUrl: null,
  portraitUrl: null,
  hostName: '',
  hostPictureUrl: null,
  status: 'draft',
  startedAt: null,
  endedAt: null,
  endsAt: null,
  hosts: [],
  next: null,
  paused: false,
  picture: 'none',
  hlsUrl: null,
  visibility: 'public',
  ticketProductId: null,
  shelf: [],
  pinned: [],
  offers: [],
  sold: {},
}

/** Folds one event that happened `at`. Never changes `state`. */
export function evolveShow(state: ShowState, event: ShowEvent, at: string): ShowState {
  switch (event.type) {
    case 'show.scheduled':
      return { ...state, ...event.body, status: 'scheduled' }
    case 'show.changed':
    case 'show.admissionChanged':
    case 'show.offersChanged':
    case 'show.endPlanned':
      return { ...state, ...event.body, ...hostedBy(state.hosts.slice(-1)) }
    case 'show.started':
      return { ...state, status: 'live', startedAt: at, picture: 'coming', hlsUrl: event.body.hlsUrl ?? null }
    case 'show.ended':
      return ended(state, at)
    case 'show.handedOver':
      return handedOver(state, event.body)
    case 'show.cancelled':
      return { ...state, status: 'cancelled' }
    case 'show.paused':
      return { ...state, paused: true }
    case 'show.resumed':
      return { ...state, paused: false }
    case 'show.nextChosen':
      return { ...state, next: event.body.next }
    case 'replay.published':
      return { ...state, status: 'replay' }
    case 'replay.hidden':
      return { ...state, status: 'ended' }
    case 'picture.lost':
      return { ...state, picture: 'lost' }
    case 'picture.returned':
      return { ...state, picture: 'coming' }
    case 'product.listed':
      return { ...state, shelf: listed(state.shelf, event.body) }
    case 'product.unlisted':
      return {
        ...state,
        shelf: state.shelf.filter((card) => card.productId !== event.body.productId),
        pinned: state.pinned.filter((productId) => productId !== event.body.productId),
      }
    case 'product.pinned':
      return { ...state, pinned: [event.body.productId, ...state.pinned] }
    case 'product.unpinned':
      return { ...state, pinned: state.pinned.filter((productId) => productId !== event.body.productId) }
    case 'stock.changed':
      return { ...state, shelf: state.shelf.map((card) => withFree(card, event.body.variantId, event.body.free)) }
    case 'product.sold':
      return withSold(state, event.body)
  }
}

/** Whoever goes on: the picture that was announced is that of the first host. */
const hostedBy = (hosts: readonly string[]) =>
  hosts.length > 0 ? { hostName: [...new Set(hosts)].join(', '), hostPictureUrl: null } : {}

function handedOver(state: ShowState, { from, to }: ShowEvents['show.handedOver']): ShowState {
  const hosts = [...(state.hosts.length > 0 ? state.hosts : [from]), to]
  return { ...state, ...hostedBy([to]), hosts }
}

/** It was hosted by everybody who was on air. */
function ended(state: ShowState, at: string): ShowState {
  const over = { status: 'ended', endedAt: at, endsAt: null, paused: false, picture: 'none', pinned: [] } as const
  return { ...state, ...over, pinned: [], offers: [], ...hostedBy(state.hosts) }
}

function withSold(state: ShowState, { productId, quantity }: ShowEvents['product.sold']): ShowState {
  return { ...state, sold: { ...state.sold, [productId]: (state.sold[productId] ?? 0) + quantity } }
}

function listed(shelf: Card[], card: Card): Card[] {
  const others = shelf.filter((one) => one.productId !== card.productId)
  return [...others, card].sort((a, b) => a.number - b.number)
}

function withFree(card: Card, variantId: string, free: number): Card {
  if (!card.variants.some((variant) => variant.variantId === variantId)) return card
  return { ...card, variants: card.variants.map((one) => (one.variantId === variantId ? { ...one, free } : one)) }
}

/** Why a product cannot be pinned now, as a problem's name; undefined when it can. Shared with the studio's buttons. */
export function whyNotPin(
  state: ShowState,
  productId: string,
): 'wrongState' | 'notInRunOfShow' | 'pinnedAlready' | 'pinsFull' | undefined {
  if (state.status !== 'live') return 'wrongState'
  if (!state.shelf.some((card) => card.productId === productId)) return 'notInRunOfShow'
  if (state.pinned.includes(productId)) return 'pinnedAlready'
  if (state.pinned.length >= pinsMost) return 'pinsFull'
  return undefined
}
