import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '../../ctx.ts'
import { isId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { reminderProblems as problem } from './problems.ts'
import { type Reminder, reminderById } from './store.ts'

/*
 * What a mail carries to speak of one reminder: its id and this install's signature. It works as long as the reminder is
 * kept, also from an old mail, and opens nothing else.
 */

type LinkDoors = Pick<Ctx['doors'], 'seal' | 'urlOf'>

const linkOf = (doors: LinkDoors, reminderId: string) => `${reminderId}.${doors.seal(`reminders.link ${reminderId}`)}`

/** The whole address: read, a page with a button; posted to, the end of it (RFC 8058). */
export const linkUrl = (doors: LinkDoors, reminderId: string) => doors.urlOf(`/u/${linkOf(doors, reminderId)}`)

/** @throws Refusal reminders.deadLink */
export async function openLink(ctx: Ctx, link: string): Promise<Reminder> {
  const reminderId = link.slice(0, link.indexOf('.'))
  if (!isId(reminderId)) throw refuse(problem.deadLink)
  const [given, ours] = [Buffer.from(link), Buffer.from(linkOf(ctx.doors, reminderId))]
  if (given.length !== ours.length || !timingSafeEqual(given, ours)) throw refuse(problem.deadLink)
  const reminder = await reminderById(ctx.sql, reminderId)
  if (!reminder) throw refuse(problem.deadLink)
  return reminder
}
