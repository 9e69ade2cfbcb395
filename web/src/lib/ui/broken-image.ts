import type { Attachment } from 'svelte/attachments'

/** Reports an image that cannot be shown, also one that failed before the page came alive and sent its `error` to nobody. */
export function onBroken(report: () => void): Attachment<HTMLImageElement> {
  return (image) => {
    if (image.complete && image.naturalWidth === 0 && image.currentSrc !== '') report()
    image.addEventListener('error', report)
    return () => image.removeEventListener('error', report)
  }
}
