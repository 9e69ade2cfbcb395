import type { LaneComment } from '#lib/ui/CommentLane.svelte'
import type { Message } from '#src/modules/chat/state.ts'

/** A message as the lane draws it, for the person who looks. */
export const laneComment = (message: Omit<Message, 'at'>, me: string | undefined): LaneComment => ({
  ...{ id: message.messageId, author: message.name, text: message.text, own: message.authorId === me },
  ...(message.badge && { role: message.badge }),
  ...(message.bought && { bought: true }),
  ...(message.answers && { to: message.answers.name, forMe: message.answers.authorId === me }),
})
