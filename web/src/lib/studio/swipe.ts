import type { Attachment } from 'svelte/attachments'

const farPx = 48

/** Tells a sideways stroke of a finger: 1 towards the next (leftwards), -1 towards the one before. */
export function swipe(onswipe: (step: 1 | -1) => void): Attachment<HTMLElement> {
  return (element) => {
    let from: { x: number; y: number } | undefined
    const down = (event: PointerEvent) => {
      from = event.pointerType === 'mouse' ? undefined : { x: event.clientX, y: event.clientY }
    }
    const up = (event: PointerEvent) => {
      if (!from) return
      const [x, y] = [event.clientX - from.x, event.clientY - from.y]
      from = undefined
      if (Math.abs(x) > farPx && Math.abs(x) > 2 * Math.abs(y)) onswipe(x < 0 ? 1 : -1)
    }
    element.style.touchAction = 'pan-y'
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointerup', up)
    return () => {
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointerup', up)
    }
  }
}
