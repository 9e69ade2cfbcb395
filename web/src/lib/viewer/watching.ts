/** The show whose picture goes on in a corner while one walks through the shop of its house, in this tab. */
export type Watching = {
  brand: string
  showId: string
  sound: boolean
  hlsUrl?: string
  guarded?: boolean
  /** Of a show that is only heard: what stands for its picture. */
  sleeve?: string | null
}

const key = 'watching'

export const keepWatching = (watching: Watching): void => sessionStorage.setItem(key, JSON.stringify(watching))

export const stopWatching = (): void => sessionStorage.removeItem(key)

/** What goes on in the shop of this house. Another house's is another visit. */
export function watchingAt(brand: string): Watching | undefined {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Watching | null
  return kept?.brand === brand ? kept : undefined
}
