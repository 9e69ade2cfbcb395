/** Whether this browser plays HLS itself, with low latency, or can nothing else. */
export function playsNatively(video = document.createElement('video'), host: object = globalThis): boolean {
  // Chromium says "maybe" too, but does not do low latency; where it has Media Source, hls.js is better.
  const native = video.canPlayType('application/vnd.apple.mpegurl') !== ''
  return native && ('ManagedMediaSource' in host || !('MediaSource' in host) || 'webkitSetPresentationMode' in video)
}
