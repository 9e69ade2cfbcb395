import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '../../ctx.ts'
import { type BrandId, isId, type PersonId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { messagingProblems as problem } from './problems.ts'
import { type Kind, kinds } from './state.ts'

/*
 * What a mail carries to end its kind: whose it is, and this install's signature. It works without a session, from an
 * old mail too, and opens nothing else.
 */

type Of = { personId: PersonId; brandId: BrandId; kind: Kind }
type LinkDoors = Pick<Ctx['doors'], 'seal' | 'urlOf'>

function linkOf(doors: LinkDoors, { personId, brandId, kind }: Of): string {
  const said = `${personId}.${brandId}.${kind}`
  return `${said}.${doors.seal(`messaging.link ${said}`)}`
}

/** The whole address: read, a page with a button; posted to, the end of it (RFC 8058). */
export const unsubscribeUrl = (doors: LinkDoors, of: Of) => doors.urlOf(`/unsubscribe/${linkOf(doors, of)}`)

/** @throws Refusal messaging.deadLink */
export function openLink({ doors }: Pick<Ctx, 'doors'>, link: string): Of {
  const [personId = '', brandId = '', kind = ''] = link.split('.')
  if (!isId(personId) || !isId(brandId) || !kinds.some((one) => one === kind)) throw refuse(problem.deadLink)
  const of = { personId: personId as PersonId, brandId: brandId as BrandId, kind: kind as Kind }
  const [given, ours] = [Buffer.from(link), Buffer.from(linkOf(doors, of))]
  if (given.length !== ours.length || !timingSafeEqual(given, ours)) throw refuse(problem.deadLink)
  return of
}
