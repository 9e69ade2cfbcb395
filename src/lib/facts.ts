import type { Ctx } from '../ctx.ts'

/**
 * News that travels upwards: a module tells a fact, and `app.ts` says which modules above it hear it. Hearers run in
 * the teller's transaction: what they write commits or fails together with what happened.
 */
export type Fact<News> = {
  readonly name: string
  tell(ctx: Ctx, news: News): Promise<void>
  /** Only `app.ts` calls this, and once, so that all hearers of a fact are read in one place. @throws at a second call */
  heardBy(...hearers: ((ctx: Ctx, news: News) => Promise<void>)[]): void
  /** Takes the place of all hearers there are: for tests and proofs, which are an app of their own. */
  rewire(...hearers: ((ctx: Ctx, news: News) => Promise<void>)[]): void
}

export function fact<News>(name: string): Fact<News> {
  let hearing: ((ctx: Ctx, news: News) => Promise<void>)[] = []
  return {
    name,
    async tell(ctx, news) {
      for (const hear of hearing) await hear(ctx, news)
    },
    heardBy(...hearers) {
      if (hearing.length > 0) throw new Error(`${name} is heard already: say all its hearers at once`)
      hearing = hearers
    },
    rewire(...hearers) {
      hearing = hearers
    },
  }
}
