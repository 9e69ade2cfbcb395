import type { AuctionEvent } from './modules/auctions/events.ts'
import { type AuctionsState, evolveAuctions, noAuctions } from './modules/auctions/state.ts'
import type { DrawEvent } from './modules/draws/events.ts'
import { type DrawsState, evolveDraws, noDraws } from './modules/draws/state.ts'
import type { DropEvent } from './modules/drops/events.ts'
import { type DropsState, evolveDrops, noDrops } from './modules/drops/state.ts'
import type { GiftEvent } from './modules/gifts/events.ts'
import { evolveGifts, type GiftsState, noGifts } from './modules/gifts/state.ts'
import type { PacketEvent } from './modules/packets/events.ts'
import { evolvePackets, noPackets, type PacketsState } from './modules/packets/state.ts'
import type { PollEvent } from './modules/polls/events.ts'
import { evolvePolls, noPolls, type PollsState } from './modules/polls/state.ts'
import type { QuestionEvent } from './modules/questions/events.ts'
import { evolveQuestions, noQuestions, type QuestionsState } from './modules/questions/state.ts'
import type { ShowEvent } from './modules/shows/events.ts'
import { emptyShow, evolveShow, type ShowState } from './modules/shows/state.ts'

/**
 * The whole public room: each module brings its slice of events and of the fold. Server and browser fold the same
 * code. Nothing private may enter: no cost, no address, nobody who bought.
 */
export type PublicRoom = {
  show: ShowState
  drops: DropsState
  auctions: AuctionsState
  gifts: GiftsState
  questions: QuestionsState
  polls: PollsState
  packets: PacketsState
  draws: DrawsState
}
export type RoomEvent =
  | ShowEvent
  | DropEvent
  | AuctionEvent
  | GiftEvent
  | QuestionEvent
  | PollEvent
  | PacketEvent
  | DrawEvent
export type LoggedRoomEvent = RoomEvent & { seq: number; at: string }

export const emptyRoom: PublicRoom = {
  show: emptyShow,
  drops: noDrops,
  auctions: noAuctions,
  gifts: noGifts,
  questions: noQuestions,
  polls: noPolls,
  packets: noPackets,
  draws: noDraws,
}

/**
 * What the host does in front of the camera: a viewer sees it when the picture gets there. Everything else is a fact of
 * the instant and waits for no picture: stock, sales, prices, moderation, the end of the show, a picture that is lost.
 */
export const eventsOfPicture = [
  'product.pinned',
  'product.unpinned',
  'product.unlisted',
  'show.paused',
  'show.resumed',
  'drop.announced',
  'drop.soldOut',
  'drop.closed',
  'question.taken',
  'question.putBack',
  'question.answered',
  'question.closed',
] as const satisfies RoomEvent['type'][]

/** Folds one event. An event of a type this code does not know (yet) changes nothing. */
export function evolveRoom(room: PublicRoom, event: LoggedRoomEvent): PublicRoom {
  if (isDropEvent(event)) return { ...room, drops: evolveDrops(room.drops, event) }
  if (isAuctionEvent(event)) return { ...room, auctions: evolveAuctions(room.auctions, event) }
  if (isGiftEvent(event)) return { ...room, gifts: evolveGifts(room.gifts, event, event.at) }
  if (isQuestionEvent(event)) return { ...room, questions: evolveQuestions(room.questions, event, event.at) }
  if (isPollEvent(event)) return { ...room, polls: evolvePolls(room.polls, event, event.at) }
  if (isDrawEvent(event)) return { ...room, draws: evolveDraws(room.draws, event) }
  if (isPacketEvent(event)) return { ...room, packets: evolvePackets(room.packets, event) }
  return { ...room, show: evolveShow(room.show, event, event.at) ?? room.show }
}

const isGiftEvent = (event: RoomEvent): event is GiftEvent => event.type.startsWith('gift.')
const isDropEvent = (event: RoomEvent): event is DropEvent => event.type.startsWith('drop.')
const isDrawEvent = (event: RoomEvent): event is DrawEvent => event.type.startsWith('draw.')
const isPacketEvent = (event: RoomEvent): event is PacketEvent => event.type.startsWith('packet.')
const isAuctionEvent = (event: RoomEvent): event is AuctionEvent => event.type.startsWith('auction.')
const isQuestionEvent = (event: RoomEvent): event is QuestionEvent => event.type.startsWith('question.')
const isPollEvent = (event: RoomEvent): event is PollEvent => event.type.startsWith('poll.')
