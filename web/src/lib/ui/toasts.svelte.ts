import { createContext } from 'svelte'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'good' | 'bad'
  /** One thing to do about it, such as undo. */
  action?: { label: string; run: () => void }
}

/** The short notices of one page. A refusal stays twice as long; one with an action, until it is dismissed or 10 s passed. */
export class Toasts {
  list = $state<Toast[]>([])
  #next = 1

  say(text: string, action?: Toast['action']) {
    return this.#add({ text, tone: 'plain', action }, action ? 10_000 : 4_000)
  }

  succeed(text: string, action?: Toast['action']) {
    return this.#add({ text, tone: 'good', action }, action ? 10_000 : 4_000)
  }

  fail(text: string, action?: Toast['action']) {
    return this.#add({ text, tone: 'bad', action }, 10_000)
  }

  dismiss(id: number) {
    this.list = this.list.filter((toast) => toast.id !== id)
  }

  #add(toast: Omit<Toast, 'id'>, lifeMs: number) {
    const id = this.#next++
    this.list = [...this.list.filter(({ text }) => text !== toast.text), { ...toast, id }].slice(-3)
    setTimeout(() => this.dismiss(id), lifeMs)
    return id
  }
}

export const [getToasts, setToasts] = createContext<Toasts>()
