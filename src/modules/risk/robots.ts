import { type Ctx, callerId } from '../../ctx.ts'
import type { BrandId, DropId, PacketId, ShowId } from '../../lib/ids.ts'
import { dropTimes } from '../drops/drops.ts'
import { packetTimes } from '../packets/packets.ts'
import { isQuick } from './decide.ts'
import { callerMarks, look, type Subject, writeDown } from './sight.ts'

/*
 * Claims of drops and grabs of packets, of those alone that won: crowds that get nothing cost nothing here. What is
 * found holds what its finder buys next.
 */

type Verb<Wish, Answer> = (ctx: Ctx, wish: Wish, key: string) => Promise<Answer>
type Won = { brandId: BrandId; device: string | undefined; quick: boolean; subject: Subject; what: 'claim' | 'grab' }

async function note(ctx: Ctx, { brandId, device, quick, subject, what }: Won): Promise<void> {
  const personId = callerId(ctx)
  const marks = callerMarks(ctx, device)
  const quickly = what === 'claim' ? 'quickClaim' : 'quickGrab'
  const values = { [what]: personId, ...(quick && { [quickly]: subject.id }) }
  const found = await look(ctx, { brandId, personId, when: what, marks, values })
  await writeDown(ctx, { brandId, personId }, { ...subject, id: `${personId}/${subject.id}` }, found)
}

/** A claim that won is looked at. */
export function watchedClaim<Wish extends { dropId: DropId; device?: string | undefined }, Answer>(
  claim: Verb<Wish, Answer>,
): Verb<Wish, Answer> {
  return async (ctx, wish, key) => {
    const claimed = await claim(ctx, wish, key)
    const { dropId, device } = wish
    const { brandId, servedFrom } = await dropTimes(ctx.sql, dropId)
    const quick = isQuick('claim', ctx.now.getTime() - servedFrom.getTime())
    await note(ctx, { brandId, device, quick, subject: { kind: 'claim', id: dropId }, what: 'claim' })
    return claimed
  }
}

/** A grab that got a share is looked at. */
export function watchedGrab<Wish extends { showId: ShowId; packetId: PacketId; device?: string | undefined }, Answer>(
  grab: Verb<Wish, Answer>,
): Verb<Wish, Answer> {
  return async (ctx, wish, key) => {
    const grabbed = await grab(ctx, wish, key)
    const { packetId, device } = wish
    const { brandId, opensAt } = await packetTimes(ctx.sql, packetId)
    const quick = isQuick('grab', ctx.now.getTime() - opensAt.getTime())
    await note(ctx, { brandId, device, quick, subject: { kind: 'grab', id: packetId }, what: 'grab' })
    return grabbed
  }
}
