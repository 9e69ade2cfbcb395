import { createHash } from 'node:crypto'
import { type Ctx, callerId } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import { type BrandId, cryptoRandom, newId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import { brandOf } from './accounts.ts'
import type { accountsContract } from './contract.ts'
import { assertMemberMayChange } from './decide.ts'
import { sendInvitation } from './jobs.ts'
import { accountProblems as problem } from './problems.ts'
import * as store from './store.ts'

type Api = typeof accountsContract
type Member = Output<Api['accounts.members']>['items'][number]

const memberOf = ({ personId, name, email, roles }: store.MemberRow): Member => ({
  personId,
  name: name ?? email,
  email,
  roles,
  invited: personId === null,
})

/** Who works for a brand, invitations included. */
export const members = async (ctx: Ctx, { brandId }: { brandId: BrandId }) => ({
  items: (await store.membersOf(ctx.sql, brandId)).map(memberOf),
})

/**
 * Adds the account that has proved this e-mail, or else invites whoever will prove it or has the link in the mail.
 * @throws Refusal `accounts.alreadyMember`
 */
export async function addMember(ctx: Ctx, wish: Input<Api['accounts.addMember']>): Promise<Member> {
  const { brandId, email, roles } = wish
  if (!(await store.insertMember(ctx.sql, ctx.now, brandId, email, roles)))
    throw refuse(problem.alreadyMember, { email })
  const member = await memberNow(ctx, brandId, email)
  await mailInvitation(ctx, brandId, member)
  return member
}

async function mailInvitation(ctx: Ctx, brandId: BrandId, { email, roles, invited }: Member): Promise<void> {
  const brand = await store.brandRowById(ctx.sql, brandId)
  const inviter = ctx.who.kind === 'person' ? (await store.peopleByIds(ctx.sql, [ctx.who.personId]))[0] : undefined
  const key = Buffer.from(cryptoRandom(new Uint8Array(32))).toString('hex')
  if (invited) await store.setInvitation(ctx.sql, brandId, email, hashOf(key))
  await ctx.later(sendInvitation, {
    ...{ mailId: newId(ctx.now), email, roles, accepted: !invited },
    ...{ brandName: brand!.name, inviterName: inviter?.name ?? brand!.name, locale: inviter?.locale ?? 'en' },
    path: invited ? `/console/invitation/${key}` : `/console/${brand!.slug}`,
  })
}

const hashOf = (key: string) => createHash('sha256').update(key).digest()

/**
 * What an invitation is for.
 * @throws Refusal `accounts.unknownInvitation`
 */
export async function invitation(ctx: Ctx, { key }: Input<Api['accounts.invitation']>) {
  const found = await store.invitationByHash(ctx.sql, hashOf(key))
  if (!found) throw refuse(problem.unknownInvitation)
  const { email, roles, ...brand } = found
  return { brand: brandOf(brand), email, roles }
}

/**
 * The caller joins the team. Having the mailed link is the proof; it works once.
 * @throws Refusal `accounts.unknownInvitation`; `accounts.alreadyMember`
 */
export async function acceptInvitation(ctx: Ctx, { key }: Input<Api['accounts.acceptInvitation']>) {
  const { brand } = await invitation(ctx, { key })
  await store.lockBrand(ctx.sql, brand.brandId)
  const members = await store.membersOf(ctx.sql, brand.brandId)
  if (members.some(({ personId }) => personId === callerId(ctx))) throw refuse(problem.alreadyMember)
  if (!(await store.takeInvitation(ctx.sql, hashOf(key), callerId(ctx)))) throw refuse(problem.unknownInvitation)
  return { slug: brand.slug }
}

/** @throws Refusal `accounts.unknownMember`, `accounts.lastOwner` */
export async function changeMember(ctx: Ctx, wish: Input<Api['accounts.changeMember']>): Promise<Member> {
  const { brandId, email, roles } = wish
  await store.lockBrand(ctx.sql, brandId)
  assertMemberMayChange(await store.membersOf(ctx.sql, brandId), email, roles)
  await store.updateMember(ctx.sql, brandId, email, roles)
  return memberNow(ctx, brandId, email)
}

/** @throws Refusal `accounts.unknownMember`, `accounts.lastOwner` */
export async function removeMember(ctx: Ctx, wish: Input<Api['accounts.removeMember']>): Promise<typeof ok> {
  await store.lockBrand(ctx.sql, wish.brandId)
  assertMemberMayChange(await store.membersOf(ctx.sql, wish.brandId), wish.email, [])
  await store.deleteMember(ctx.sql, wish.brandId, wish.email)
  return ok
}

async function memberNow(ctx: Ctx, brandId: BrandId, email: string): Promise<Member> {
  const rows = await store.membersOf(ctx.sql, brandId)
  return memberOf(rows.find((row) => row.email === email)!)
}
