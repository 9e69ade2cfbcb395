import type { LocalText } from '../../lib/local-text.ts'

export type Tier = 'small' | 'medium' | 'large'
/** What a gift looks like: one of the pictures we have drawn. */
export type GiftPicture = 'spark' | 'heart' | 'flower' | 'candle' | 'bouquet' | 'lantern' | 'moon' | 'crown'

/** The same gift of the same person within a few seconds: it grows, by `count`. Names stand here as in the chat. */
export type Combo = {
  comboId: string
  name: string
  giftId: string
  title: LocalText
  picture: GiftPicture
  tier: Tier
  /** Of the whole combo, so far. */
  count: number
  coins: number
}
export type Supporter = { name: string; coins: number }

export type GiftEvents = {
  /** This room takes gifts. */
  'gift.opened': Record<string, never>
  /** What came together: the largest combos, and how much more there was. */
  'gift.sent': { combos: Combo[]; more: number; coins: number; top: Supporter[] }
  /** The host thanks these. */
  'gift.thanked': { names: string[]; by: string; comboIds: string[] }
}
export type GiftEvent = {
  [Type in keyof GiftEvents]: { type: Type; body: GiftEvents[Type] }
}[keyof GiftEvents]
