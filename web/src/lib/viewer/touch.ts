/**
 * What a viewer does in a show besides watching, for the report of the brand: opened the shop, a product, put it in
 * the bag, passed the show on. Whatever touches is here at once and waits; what sends it is loaded when there is time.
 */
export type Touch = { kind: 'shop' | 'product' | 'bag' | 'share'; productId?: string }

const waiting: (Touch & { at: number })[] = []
let hear: ((touch: Touch & { at: number }) => void) | undefined

export function touch(kind: Touch['kind'], productId?: string): void {
  const told = { kind, ...(productId && { productId }), at: performance.now() }
  if (hear) hear(told)
  else waiting.push(told)
}

/** Hands everything touched so far and from now on to `listener`. */
export function hearTouches(listener: NonNullable<typeof hear>): void {
  hear = listener
  for (const told of waiting.splice(0)) listener(told)
}
