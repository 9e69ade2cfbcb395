/** The browser's small window (picture in picture): the standard's, or Safari's older one on phones. */
type AppleVideo = HTMLVideoElement & {
  webkitSupportsPresentationMode?: (mode: string) => boolean
  webkitSetPresentationMode?: (mode: string) => void
  webkitPresentationMode?: string
}

export const hasSmallWindow = (video: AppleVideo): boolean =>
  document.pictureInPictureEnabled === true || video.webkitSupportsPresentationMode?.('picture-in-picture') === true

export const inSmallWindow = (video: AppleVideo): boolean =>
  document.pictureInPictureElement === video || video.webkitPresentationMode === 'picture-in-picture'

/** From a tap. The browser may refuse, as before the first picture: then everything stays where it is. */
export async function toggleSmallWindow(video: AppleVideo): Promise<void> {
  const opened = inSmallWindow(video)
  if (!document.pictureInPictureEnabled) video.webkitSetPresentationMode?.(opened ? 'inline' : 'picture-in-picture')
  else await (opened ? document.exitPictureInPicture() : video.requestPictureInPicture()).catch(() => {})
}
