import { call } from '#lib/api.ts'
import type { Article } from '../answers.ts'

type Cards = Pick<Article, 'products' | 'shows'>

/** How often the cards are asked for anew while somebody looks. */
const everyMs = 20_000

/** What the cards of an article say, kept as it is now. */
export class LiveCards {
  #cards: Cards = $state.raw({ products: [], shows: [] })
  /** How far this device's clock is behind the server's, ms. */
  #skewMs = 0
  readonly #articleId: string

  /** @param renderedAt the server's clock when the page was made */
  constructor(article: Cards & { articleId: string }, renderedAt: number) {
    this.#articleId = article.articleId
    this.#cards = article
    this.#skewMs = renderedAt - Date.now()
  }

  now = () => Date.now() + this.#skewMs
  product = (productId: string) => this.#cards.products.find((one) => one.productId === productId)
  show = (showId: string) => this.#cards.shows.find((one) => one.showId === showId)

  async look(): Promise<void> {
    try {
      const { at, ...cards } = await call('articles.now', { articleId: this.#articleId })
      this.#skewMs = Date.parse(at) - Date.now()
      this.#cards = cards
    } catch {
      // What was true a moment ago stands until the next look.
    }
  }

  /** Looks now and again while the page is in sight. @returns what ends it */
  follow(): () => void {
    const look = () => {
      if (document.visibilityState === 'visible') void this.look()
    }
    const beat = setInterval(look, everyMs)
    document.addEventListener('visibilitychange', look)
    look()
    return () => {
      clearInterval(beat)
      document.removeEventListener('visibilitychange', look)
    }
  }
}
