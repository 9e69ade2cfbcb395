/** Where a recording's files answer; `files.ts` serves them. */
export const fileUrl = (showId: string, name: string) => `/recordings/${showId}/${name}`

export const playlistName = 'replay.m3u8'
export const wholeName = 'show.mp4'
export const storyboardName = 'storyboard.jpg'
