/** What can have happened in the chat of a show. It has a log of its own. */
export type ChatEvents = {
  'message.posted': {
    messageId: string
    authorId: string
    name: string
    badge: 'host' | 'staff' | null
    text: string
    /** Has bought from the brand. */
    bought?: true
  }
  'message.deleted': { messageId: string }
  /** Everything this author wrote disappears too. */
  'author.banned': { authorId: string }
}
export type ChatEvent = { [Type in keyof ChatEvents]: { type: Type; body: ChatEvents[Type] } }[keyof ChatEvents]
