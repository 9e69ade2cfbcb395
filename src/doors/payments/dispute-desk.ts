/** In the order in which a dispute goes on: only an `inquiry`, and one that was `dropped`, has taken no money. */
export type DisputeStage = 'inquiry' | 'dropped' | 'needsResponse' | 'underReview' | 'won' | 'lost'

export type DisputeNews = {
  /** The provider's own id of it. */
  id: string
  stage: DisputeStage
  /** Until when it takes our answer (ISO 8601). */
  dueAt?: string | undefined
  /** What it keeps for its trouble, by the lines of its settlement file: negative when given back. */
  fees?: readonly { rowId: string; minor: string; currency: string }[] | undefined
}

/** What speaks for the seller. */
export type Evidence = {
  note: string
  /** Where papers lie, or what they are called: an invoice's number, a link. */
  papers: readonly string[]
  parcels: readonly { carrier: string; tracking: string; sentAt: string | null }[]
  email: string
}

/** Where disputes are answered. What came of it is told by a notice. */
export type DisputeDesk = {
  /** Sends all there is to say: once, as most providers take no second answer. @throws ProviderTrouble */
  respond(wish: { disputeRef: string; answerId: string; evidence: Evidence }): Promise<void>
  /** Gives in: the money stays with the buyer. @throws ProviderTrouble */
  accept(wish: { disputeRef: string; answerId: string; note: string }): Promise<void>
}
