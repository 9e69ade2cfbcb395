import type { LocalText } from '../../lib/local-text.ts'
import type { MoneyWire } from '../../lib/money.ts'
import type { ShownOffer } from '../promotions/state.ts'
import type { Visibility } from './state.ts'

/** What can have happened to a show, as everybody may know it. An event keeps its meaning for ever. */

/** A product as the room shows it. */
export type Card = {
  productId: string
  /** Its number on the shelf, from 1. */
  number: number
  title: LocalText
  pictureUrl: string | null
  variants: CardVariant[]
}
export type CardVariant = {
  variantId: string
  options: Record<string, string>
  price: MoneyWire
  /** What is asked for it in the show while it is live, if that is less. */
  livePrice?: MoneyWire
  /** A bundle: what it is made of, and the price of them bought one by one. */
  parts?: CardPart[]
  apart?: MoneyWire
  free: number
}

export type CardPart = {
  title: LocalText
  options: Record<string, string>
  pictureUrl: string | null
  quantity: number
}

export type ShowFacts = {
  title: LocalText
  description: LocalText
  kind: 'video' | 'audio'
  /** ISO 8601 */
  startsAt: string | null
  coverUrl: string | null
  /** The cover for a phone held upright. */
  portraitUrl: string | null
  hostName: string
  hostPictureUrl: string | null
}

/** Another show of the brand, to which viewers are led when this one is over. `live`: it was on air when this was said. */
export type NextShow = Pick<ShowFacts, 'title' | 'startsAt' | 'coverUrl' | 'portraitUrl' | 'hostName'> & {
  showId: string
  live: boolean
}

export type ShowEvents = {
  'show.scheduled': ShowFacts
  'show.changed': ShowFacts
  /** `hlsUrl`: where it is played, when an outside engine makes its picture. */
  'show.started': { hlsUrl?: string }
  /** Whom it is open to. */
  'show.admissionChanged': { visibility: Visibility; ticketProductId: string | null }
  'show.ended': Record<string, never>
  'show.cancelled': Record<string, never>
  /** The host takes a moment: a slate stands in front of the picture until the show is resumed. */
  'show.paused': Record<string, never>
  'show.resumed': Record<string, never>
  /** What is taken off prices while it is on air, by itself and for everybody: all of it. */
  'show.offersChanged': { offers: ShownOffer[] }
  /** When the show ends by itself, ISO 8601; null when it does not. */
  'show.endPlanned': { endsAt: string | null }
  /** Another host goes on with it: who was on air, and who is from now on. */
  'show.handedOver': { from: string; to: string }
  /** Where viewers are led when this show is over; null: nowhere. */
  'show.nextChosen': { next: NextShow | null }
  'replay.published': Record<string, never>
  'replay.hidden': Record<string, never>
  /** The picture has stopped coming; the show goes on. */
  'picture.lost': Record<string, never>
  'picture.returned': Record<string, never>
  /** The product is on the shelf from now on, or what is said of it has changed. */
  'product.listed': Card
  'product.unlisted': { productId: string }
  'product.pinned': { productId: string }
  'product.unpinned': { productId: string }
  'stock.changed': { variantId: string; free: number }
  /** Paid for. Nobody is named. */
  'product.sold': { productId: string; variantId: string; quantity: number; dropId: string | null }
}
export type ShowEvent = { [Type in keyof ShowEvents]: { type: Type; body: ShowEvents[Type] } }[keyof ShowEvents]
