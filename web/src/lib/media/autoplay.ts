/**
 * Plays, if need be without sound. Browsers let a muted video start by itself; one with sound only after a tap; a phone
 * that saves power, neither. False when a tap is needed.
 */
export async function playAsAllowed(video: HTMLVideoElement): Promise<boolean> {
  try {
    await video.play()
    return true
  } catch (error) {
    // Whatever else stops it, such as another picture on its way, is not for a tap to mend.
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return true
    if (video.muted) return false
    video.muted = true
    return video.play().then(
      () => true,
      () => false,
    )
  }
}
