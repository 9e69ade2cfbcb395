/** Whether this browser plays HLS itself, with low latency, or can nothing else. */
export function playsNatively(video = document.createElement('video'), host: object = globalThis): boolean {
  // Chromium says "maybe" too, but does not do low latency; where it has Media Source, hls.js is better.
  const native = video.canPlayType('application/vnd.apple.mpegurl') !== ''
  return native && ('ManagedMediaSource' in host || !('MediaSource' in host) || 'webkitSetPresentationMode' in video)
}

/**
 * Whether a browser of this name probably plays with hls.js: asked by the server, so that it can send the script ahead.
 * All of Apple's browsers on phones are Safari by another name. @param userAgent as the request says it
 */
export const seemsToNeedHls = (userAgent: string): boolean => /(Chrome|Firefox)\//.test(userAgent)
