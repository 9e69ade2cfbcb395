/** Ids are UUIDv7 (RFC 9562 §5.7): sortable by time of creation, unguessable in their 74 random bits. */
export type Id<Kind extends string> = string & { readonly __kind: Kind }

export type PersonId = Id<'person'>
export type BrandId = Id<'brand'>
export type ProductId = Id<'product'>
export type VariantId = Id<'variant'>
export type PoolId = Id<'pool'>
export type HoldId = Id<'hold'>
export type OrderId = Id<'order'>
export type IntentId = Id<'intent'>
export type TopUpId = Id<'topUp'>
export type ShowId = Id<'show'>
export type DropId = Id<'drop'>
export type AuctionId = Id<'auction'>
export type PacketId = Id<'packet'>
export type LogId = Id<'log'>

/** Fills the array with random bytes; `crypto.getRandomValues` outside tests. */
export type Random = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>

const pool = new Uint8Array(4096)
let drawn = pool.length

/** Asking the system for a few bytes costs as much as asking for many: they are drawn from a pool, and used once. */
export const cryptoRandom: Random = (bytes) => {
  if (bytes.length > pool.length) return crypto.getRandomValues(bytes)
  if (drawn + bytes.length > pool.length) {
    crypto.getRandomValues(pool)
    drawn = 0
  }
  bytes.set(pool.subarray(drawn, drawn + bytes.length))
  pool.fill(0, drawn, drawn + bytes.length)
  drawn += bytes.length
  return bytes
}

const hex = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))

/** A new UUIDv7 for the instant `now`. */
export function newId<Kind extends string>(now: Date, random: Random = cryptoRandom): Id<Kind> {
  const bytes = random(new Uint8Array(16))
  const ms = now.getTime()
  bytes[0] = Math.floor(ms / 2 ** 40)
  bytes[1] = Math.floor(ms / 2 ** 32)
  bytes[2] = ms >>> 24
  bytes[3] = ms >>> 16
  bytes[4] = ms >>> 8
  bytes[5] = ms
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  let out = ''
  for (let i = 0; i < 16; i++) out += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + hex[bytes[i]!]
  return out as Id<Kind>
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isId = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)
