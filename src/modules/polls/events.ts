/** `productId`: the option is a product of the show. */
export type PollOption = { text: string; productId: string | null }

/** Counts stand in the order of the options. Who chose what is told to nobody. */
export type PollEvents = {
  'poll.opened': {
    pollId: string
    kind: 'poll' | 'quiz'
    question: string
    options: PollOption[]
    /** ISO 8601, by the server's clock; null: until the host ends it. */
    closesAt: string | null
  }
  /** Told a few times a second at most. Of a quiz only how many answered, or everybody would follow the crowd. */
  'poll.counted': { pollId: string; total: number; counts: number[] | null }
  'poll.closed': { pollId: string; total: number; counts: number[]; right: number | null }
  /** Its card is taken away. */
  'poll.hidden': { pollId: string }
}
export type PollEvent = { [Type in keyof PollEvents]: { type: Type; body: PollEvents[Type] } }[keyof PollEvents]
