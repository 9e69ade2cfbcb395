import type { Attachment } from 'svelte/attachments'

/**
 * Ties a native `<dialog>` to a piece of state: opens it as a modal (the browser traps focus, makes the rest inert and
 * gives the focus back), and reports Esc, the backdrop and the back gesture through `onclose`.
 */
export function modal(open: () => boolean, onclose: () => void): Attachment<HTMLDialogElement> {
  return (dialog) => {
    if (open()) {
      if (!dialog.open) {
        dialog.showModal()
        // The browser would choose the close button; the title says where one is, and Tab goes on to the first field.
        dialog.querySelector<HTMLElement>('[autofocus], h2[tabindex]')?.focus()
      }
    } else if (dialog.open) dialog.close()

    const closed = () => open() && onclose()
    const pressed = (event: PointerEvent) => event.target === dialog && onclose()
    dialog.addEventListener('close', closed)
    dialog.addEventListener('pointerdown', pressed)
    return () => {
      dialog.removeEventListener('close', closed)
      dialog.removeEventListener('pointerdown', pressed)
    }
  }
}
