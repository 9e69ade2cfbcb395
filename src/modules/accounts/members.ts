import type { Ctx } from '../../ctx.ts'
import type { Input, Output } from '../../lib/contract.ts'
import type { BrandId } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { ok } from '../../lib/shapes.ts'
import type { accountsContract } from './contract.ts'
import { assertMemberMayChange } from './decide.ts'
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
 * Adds the account that has proved this e-mail, or else invites whoever will prove it.
 * @throws Refusal `accounts.alreadyMember`
 */
export async function addMember(ctx: Ctx, wish: Input<Api['accounts.addMember']>): Promise<Member> {
  const { brandId, email, roles } = wish
  if (!(await store.insertMember(ctx.sql, ctx.now, brandId, email, roles)))
    throw refuse(problem.alreadyMember, { email })
  return memberNow(ctx, brandId, email)
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
