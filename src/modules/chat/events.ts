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
    /** What it answers, and whose words those were. */
    answers?: { messageId: string; authorId: string; name: string }
  }
  'message.deleted': { messageId: string }
  /** It stands above the conversation, in the place of any other. */
  'message.pinned': ChatEvents['message.posted'] & { at: string }
  'message.unpinned': Record<never, never>
  /** Everything this author wrote disappears too. */
  'author.banned': { authorId: string }
}
export type ChatEvent = { [Type in keyof ChatEvents]: { type: Type; body: ChatEvents[Type] } }[keyof ChatEvents]
