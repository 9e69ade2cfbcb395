import type Hls from 'hls.js'

/** Where a recording is: a playlist, or one file. */
type Kept = { hlsUrl: string | null; fileUrl?: string | null }

/** Lets a `<video>` play something that is over. `failed` is called when it cannot go on. */
export async function playRecording(
  video: HTMLVideoElement,
  { hlsUrl, fileUrl }: Kept,
  failed: () => void,
): Promise<() => void> {
  if (hlsUrl === null || playsNatively(video)) {
    video.src = hlsUrl ?? fileUrl ?? ''
    video.addEventListener('error', failed)
    return () => {
      video.removeEventListener('error', failed)
      video.removeAttribute('src')
      video.load()
    }
  }
  const { default: HlsPlayer } = await import('hls.js/light')
  const hls: Hls = new HlsPlayer({ enableWorker: false, maxBufferLength: 20, backBufferLength: 30, startPosition: 0 })
  let recovered = false
  hls.on(HlsPlayer.Events.ERROR, (_, error) => {
    if (!error.fatal) return
    if (error.type === HlsPlayer.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true
      hls.recoverMediaError()
    } else failed()
  })
  hls.loadSource(hlsUrl)
  hls.attachMedia(video)
  return () => hls.destroy()
}

/** Apple's own player, which also sends it to a television; hls.js everywhere else. */
function playsNatively(video: HTMLVideoElement): boolean {
  const can = video.canPlayType('application/vnd.apple.mpegurl') !== ''
  return can && (!('MediaSource' in window) || 'webkitSetPresentationMode' in video)
}
