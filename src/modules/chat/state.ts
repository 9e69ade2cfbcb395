import type { ChatEvent, ChatEvents } from './events.ts'

export type Message = ChatEvents['message.posted'] & { at: string }
/** The last messages, the oldest first, and the one that stands above them. */
export type ChatState = { messages: Message[]; pinned: Message | null }

export const noChat: ChatState = { messages: [], pinned: null }
/** How many messages a client keeps. */
export const messagesMost = 100

/** Folds one event that happened `at`. Never changes `state`. */
export function evolveChat(state: ChatState, event: ChatEvent, at: string): ChatState {
  switch (event.type) {
    case 'message.posted':
      // One's own words may come a second time beside a stretch in which they were left out.
      if (state.messages.some(({ messageId }) => messageId === event.body.messageId)) return state
      return { ...state, messages: [...state.messages, { ...event.body, at }].slice(-messagesMost) }
    case 'message.deleted':
      return without(state, ({ messageId }) => messageId === event.body.messageId)
    case 'author.banned':
      return without(state, ({ authorId }) => authorId === event.body.authorId)
    case 'message.pinned':
      return { ...state, pinned: event.body }
    case 'message.unpinned':
      return { ...state, pinned: null }
  }
}

const without = ({ messages, pinned }: ChatState, gone: (message: Message) => boolean): ChatState => ({
  messages: messages.filter((message) => !gone(message)),
  pinned: pinned && gone(pinned) ? null : pinned,
})

/**
 * Whom an event must reach however much is being said: everyone, or the persons named, the author first, then whoever is
 * answered. What staff says or pins, and what is taken away, everyone must hear.
 */
export function mustHear({ type, body }: ChatEvent): 'everyone' | readonly string[] {
  if (type !== 'message.posted' || body.badge !== null) return 'everyone'
  return body.answers ? [body.authorId, body.answers.authorId] : [body.authorId]
}
