/**
 * Whether a `<video>` has begun. Its size alone is no picture: that is known with the head of a stream, on a slow line a
 * second before the first one (HTML, `HAVE_CURRENT_DATA`). What is only heard never has a size.
 */
export const hasBegun = (video: Pick<HTMLVideoElement, 'videoWidth' | 'readyState'>, soundOnly: boolean): boolean =>
  (soundOnly || video.videoWidth > 0) && video.readyState >= 2
