/**
 * Whether there is something to see in a `<video>`. Its size alone is none: that is known with the head of a stream, on
 * a slow line a second before the first picture (HTML, `HAVE_CURRENT_DATA`).
 */
export const showsPicture = (video: Pick<HTMLVideoElement, 'videoWidth' | 'readyState'>): boolean =>
  video.videoWidth > 0 && video.readyState >= 2
