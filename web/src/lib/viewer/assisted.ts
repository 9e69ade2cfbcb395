/**
 * Whether somebody goes through the page by keyboard, or by what reads it to them: a key outside of what one types in, or
 * a press that no pointer made. Nothing of it leaves the page; it is not known of everybody who is read to.
 */
let seen = false

export const isAssisted = (): boolean => seen

const typing = 'input, textarea, select, [contenteditable]'

/** Looks from now on, until it is known. */
export function noticeAssistance(): void {
  const look = (event: KeyboardEvent | MouseEvent) => {
    if ((event.target as Element | null)?.closest?.(typing) || document.activeElement?.matches(typing)) return
    if (event instanceof MouseEvent && event.detail !== 0) return
    seen = true
    removeEventListener('keydown', look, true)
    removeEventListener('click', look, true)
  }
  addEventListener('keydown', look, true)
  addEventListener('click', look, true)
}
