import type { ChatEvent, ChatEvents } from './events.ts'

export type Message = ChatEvents['message.posted'] & { at: string }
/** The last messages, the oldest first. */
export type ChatState = { messages: Message[] }

export const noChat: ChatState = { messages: [] }
/** How many messages a client keeps. */
export const messagesMost = 100

/** Folds one event that happened `at`. Never changes `state`. */
export function evolveChat(state: ChatState, event: ChatEvent, at: string): ChatState {
  switch (event.type) {
    case 'message.posted':
      // One's own words may come a second time beside a stretch in which they were left out.
      if (state.messages.some(({ messageId }) => messageId === event.body.messageId)) return state
      return { messages: [...state.messages, { ...event.body, at }].slice(-messagesMost) }
    case 'message.deleted':
      return { messages: state.messages.filter((message) => message.messageId !== event.body.messageId) }
    case 'author.banned':
      return { messages: state.messages.filter((message) => message.authorId !== event.body.authorId) }
  }
}

/**
 * Whom an event must reach however much is being said: everyone, or the persons named, the author first. What staff
 * says, and what is taken away, everyone must hear.
 */
export const mustHear = ({ type, body }: ChatEvent): 'everyone' | readonly string[] =>
  type === 'message.posted' && body.badge === null ? [body.authorId] : 'everyone'
