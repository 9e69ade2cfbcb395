import type { GiftEvent, GiftEvents, Supporter } from './events.ts'

export type GiftsState = {
  /** Whether the room takes gifts. */
  open: boolean
  /** Spent in the room. */
  coins: number
  /** Who gave most, the first first. */
  top: Supporter[]
  /** Whom the host thanked last. */
  thanked: (GiftEvents['gift.thanked'] & { at: string }) | null
}

export const noGifts: GiftsState = { open: false, coins: 0, top: [], thanked: null }

/** Folds one event that happened `at`. Never changes `state`. */
export function evolveGifts(state: GiftsState, event: GiftEvent, at: string): GiftsState {
  switch (event.type) {
    case 'gift.opened':
      return { ...state, open: true }
    case 'gift.sent':
      return { ...state, coins: state.coins + event.body.coins, top: event.body.top }
    case 'gift.thanked':
      return { ...state, thanked: { ...event.body, at } }
  }
}
