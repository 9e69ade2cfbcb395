import { call, Refused } from '#lib/api.ts'
import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'
import type { LoggedRoomEvent } from '#src/room.ts'

type Own = Output<Api['auctions.paddle']>
type Standing = Own['standings'][number]
type Kind = 'bid' | 'maximum'

/** The visitor's paddle in a room, and how they stand. Whether they lead is read from the room: it names the paddle. */
export class Bidding {
  paddle: number | undefined = $state()
  keptLabel: string | undefined = $state()
  asking: string | undefined = $state()
  #standings: Record<string, Standing> = $state({})
  #errors: Record<string, unknown> = $state({})
  readonly #showId: string
  readonly #isKnown: () => boolean

  /** @param isKnown whether somebody with an account looks on */
  constructor(showId: string, isKnown: () => boolean) {
    this.#showId = showId
    this.#isKnown = isKnown
  }

  of(auctionId: string): Standing | undefined {
    return this.#standings[auctionId]
  }

  error(auctionId: string): unknown {
    return this.#errors[auctionId]
  }

  /** Reads how the visitor stands. */
  async look(): Promise<void> {
    if (!this.#isKnown()) return
    const own = await call('auctions.paddle', { showId: this.#showId }).catch(() => undefined)
    if (!own) return
    this.paddle = own.paddle ?? undefined
    this.keptLabel = own.keptLabel ?? undefined
    this.#standings = Object.fromEntries(own.standings.map((one) => [one.auctionId, one]))
  }

  /** What only the visitor may know has changed: an order, an offer. */
  hear({ type, body }: LoggedRoomEvent): void {
    if (type !== 'auction.closed' && type !== 'auction.offered' && type !== 'auction.settled') return
    if (this.#standings[body.auctionId]) void this.look()
  }

  /** @returns whether it counted */
  async bid(auctionId: string, kind: Kind, amount: { minor: string; currency: string }): Promise<boolean> {
    if (this.asking) return false
    this.asking = auctionId
    delete this.#errors[auctionId]
    try {
      const answer = await this.#send(auctionId, kind, amount, crypto.randomUUID())
      this.paddle = answer.paddle
      const { maximum } = answer
      this.#standings[auctionId] = {
        orderId: null,
        offer: null,
        ...this.#standings[auctionId],
        auctionId: answer.auctionId,
        maximum,
      }
      return true
    } catch (error) {
      this.#errors[auctionId] = error
      return false
    } finally {
      this.asking = undefined
    }
  }

  /** The same key: a bid that counted and whose answer was lost is not a second one. */
  async #send(auctionId: string, kind: Kind, amount: { minor: string; currency: string }, key: string) {
    const wish = { auctionId, kind, amount: amount as never }
    try {
      return await call('auctions.bid', wish, { key })
    } catch (error) {
      if (!(error instanceof Refused && ['edge.unreachable', 'edge.busy'].includes(error.code))) throw error
      return call('auctions.bid', wish, { key })
    }
  }

  async takeOffer(auctionId: string): Promise<string | undefined> {
    try {
      return (await call('auctions.takeOffer', { auctionId })).orderId
    } catch (error) {
      this.#errors[auctionId] = error
      return undefined
    } finally {
      await this.look()
    }
  }

  async declineOffer(auctionId: string): Promise<void> {
    await call('auctions.declineOffer', { auctionId }).catch(() => {})
    await this.look()
  }
}
