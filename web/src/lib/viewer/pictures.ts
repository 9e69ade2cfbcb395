/** Pictures of ours exist twice: at most 1600 pixels on the longer side, and 400. */
const own = /^\/pictures\/([0-9a-f-]{36})\.webp$/

/** The 400 pixel picture; another address is left as it is. */
export const smallPicture = (url: string | null | undefined): string | null =>
  url ? url.replace(own, '/pictures/$1-400.webp') : null

/**
 * The cover of a live room is there for a second, or lies blurred behind the picture: asked for at half its size, so
 * that it does not stand in the picture's way. Where there is only sound it stays, and is wanted whole.
 */
export const liveCoverSizes = (kind: 'video' | 'audio'): string => (kind === 'video' ? '50vw' : '100vw')

/** A `srcset` of both sizes; undefined for pictures that are not ours. */
export const pictureSet = (url: string | null | undefined): string | undefined =>
  url && own.test(url) ? `${smallPicture(url)} 400w, ${url} 1600w` : undefined
