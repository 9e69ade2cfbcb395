import type { Ctx } from '../../ctx.ts'
import type { Doors, Mail } from '../../doors/doors.ts'
import { errand, type Job } from '../../lib/jobs.ts'
import type { Sql } from '../../lib/sql.ts'
import type { Outward } from './decide.ts'
import { type Answer, afterLoss, lostAfterMs, mailFailure, type Outcome, settle } from './outcome.ts'
import type { NoticeId } from './store.ts'

/*
 * Messages are claimed in slices, committed, sent, and marked. A process that dies in between leaves them claimed:
 * `afterLoss` says what becomes of them.
 */

/** Where messages to be sent are written down. */
export type Book<One> = {
  settleLost(
    sql: Sql,
    noticeId: NoticeId,
    channel: Outward,
    before: Date,
    to: { state: string; reason?: string },
  ): Promise<unknown>
  /** Takes the next messages that are due; nobody else takes them. */
  claim(sql: Sql, noticeId: NoticeId, channel: Outward, most: number, now: Date): Promise<One[]>
  settle(sql: Sql, noticeId: NoticeId, settled: readonly { one: One; outcome: Outcome }[], now: Date): Promise<unknown>
  /** When the next is due, or what is claimed is taken for lost. Null: all is done. */
  nextDue(sql: Sql, noticeId: NoticeId, channel: Outward, lostAfterMs: number): Promise<Date | null>
}
export type Sent<One> = { one: One; said: Answer }

/** Of one claim: small enough that what is lost with a process is little, the mails above all. */
const sliceMost = { push: 500, email: 30 } as const
/** Conversations with the other side at once. */
const atOnce = { push: 64, email: 6 } as const

type Manner<Said, One, Message> = {
  name: string
  channel: Outward
  book: Book<One>
  /** What the notice says; undefined once it is gone. */
  saidOf(ctx: Ctx, noticeId: NoticeId): Promise<Said | undefined>
  /** Why somebody is not told after all. */
  whyNot(ctx: Ctx, said: Said, claimed: readonly One[]): Promise<(one: One) => string | undefined>
  /** Undefined for a browser that is gone. */
  write(ctx: Ctx, said: Said, one: One): Message | null
  send(doors: Doors, message: Message): Promise<Answer>
  /** What else follows from how it went. */
  note(ctx: Ctx, sent: readonly Sent<One>[]): Promise<void>
}
type Slice<One, Message> = { messages: { one: One; message: Message }[]; unwanted: Sent<One>[] }

/** The job that sends what a notice says by one channel, each message once. */
export function sender<Said, One extends { tries: number }, Message>(
  manner: Manner<Said, One, Message>,
): Job<{ noticeId: NoticeId }> {
  const { name, channel, book } = manner
  const again = { name } as Job<{ noticeId: NoticeId }>
  return errand<{ noticeId: NoticeId }, Slice<One, Message>, Sent<One>[]>({
    name,
    async read(ctx, { noticeId }) {
      const said = await manner.saidOf(ctx, noticeId)
      if (!said) return undefined
      const lostBefore = new Date(ctx.now.getTime() - lostAfterMs)
      await book.settleLost(ctx.sql, noticeId, channel, lostBefore, afterLoss(channel))
      const claimed = await book.claim(ctx.sql, noticeId, channel, sliceMost[channel], ctx.now)
      if (claimed.length > 0) return sliceOf(ctx, manner, said, claimed)
      await goOn(ctx, again, noticeId, manner)
      return undefined
    },
    async go(doors, { messages, unwanted }) {
      const sent = [...unwanted]
      const rest = messages.values()
      const work = async () => {
        for (const { one, message } of rest) sent.push({ one, said: await manner.send(doors, message) })
      }
      await Promise.all(Array.from({ length: atOnce[channel] }, work))
      return sent
    },
    async note(ctx, { noticeId }, sent) {
      const settled = sent.map(({ one, said }) => ({ one, outcome: settle(said, one.tries, ctx.now) }))
      await book.settle(ctx.sql, noticeId, settled, ctx.now)
      await manner.note(ctx, sent)
      await goOn(ctx, again, noticeId, manner)
    },
  })
}

async function sliceOf<Said, One, Message>(
  ctx: Ctx,
  manner: Manner<Said, One, Message>,
  said: Said,
  claimed: readonly One[],
): Promise<Slice<One, Message>> {
  const whyNot = await manner.whyNot(ctx, said, claimed)
  const slice: Slice<One, Message> = { messages: [], unwanted: [] }
  for (const one of claimed) {
    const reason = whyNot(one)
    const message = reason ? null : manner.write(ctx, said, one)
    if (message) slice.messages.push({ one, message })
    else slice.unwanted.push({ one, said: { state: 'refused', reason: reason ?? 'withdrawn' } })
  }
  return slice
}

/** Comes again for what is left: at once, or when the other side wants it. */
async function goOn(
  ctx: Ctx,
  job: Job<{ noticeId: NoticeId }>,
  noticeId: NoticeId,
  { book, channel }: { book: Pick<Book<never>, 'nextDue'>; channel: Outward },
): Promise<void> {
  const at = await book.nextDue(ctx.sql, noticeId, channel, lostAfterMs)
  if (at) await ctx.later(job, { noticeId }, at > ctx.now ? { at } : {})
}

/** Hands a mail over, and says what became of it. */
export async function sendMail(doors: Doors, mail: Mail): Promise<Answer> {
  try {
    await doors.mail.send(mail)
    return { state: 'sent' }
  } catch (error) {
    return mailFailure(error as Error)
  }
}
