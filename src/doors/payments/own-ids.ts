/*
 * Our ids as providers take them: at most 32 letters and digits. A UUID without its dashes is just that, and says when
 * it was made (UUIDv7), so what must be the same at every try can be derived from it.
 */

export const compactId = (id: string): string => id.replaceAll('-', '')

/** The id again; anything that is none of ours stays as it is. */
export const fullId = (text: string): string =>
  /^[0-9a-f]{32}$/.test(text) ? text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : text

/** When the thing of this id was made. */
export const bornAt = (id: string): Date => new Date(Number.parseInt(compactId(id).slice(0, 12), 16))

/** How long a buyer may take to pay, in ms: longer than anything is held, shorter than a wallet waits by itself. */
export const payWithinMs = 30 * 60_000

/** Until when an intent may be paid. The same at every try. */
export const payUntil = (intentId: string): Date => new Date(bornAt(intentId).getTime() + payWithinMs)
