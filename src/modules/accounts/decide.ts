import { createHash } from 'node:crypto'
import type { Random } from '../../lib/ids.ts'
import { refuse } from '../../lib/problems.ts'
import { accountProblems } from './problems.ts'
import type { Role } from './roles.ts'

export const passwordLeast = 10
export const addressesMost = 20

/** @throws Refusal `accounts.weakPassword` */
export function assertPassword(password: string): void {
  // Counted in characters as people see them: one emoji is not two.
  if ([...password].length < passwordLeast) throw refuse(accountProblems.weakPassword, { least: passwordLeast })
}

/** What a membership is, as far as the rules go: nobody holds an invitation yet. */
export type Membership = { email: string; personId: string | null; roles: readonly Role[] }

/**
 * Checks a change of one membership; `roles` is what it becomes, none at all when it ends.
 * @throws Refusal `accounts.unknownMember`, or `accounts.lastOwner` when nobody would own the brand any more
 */
export function assertMemberMayChange(members: readonly Membership[], email: string, roles: readonly Role[]): void {
  const member = members.find((one) => one.email === email)
  if (!member) throw refuse(accountProblems.unknownMember, { email })
  if (!owns(member) || roles.includes('owner')) return
  if (!members.some((one) => one !== member && owns(one))) throw refuse(accountProblems.lastOwner)
}

// An invitation to own is not ownership: the invited may never come.
const owns = (member: Membership) => member.personId !== null && member.roles.includes('owner')

/** A name for somebody who gave none. It reads the same in every language. */
export function guestName(random: Random): string {
  const [high, low] = random(new Uint8Array(2)) as Uint8Array & [number, number]
  return `Guest ${1000 + (((high << 8) | low) % 9000)}`
}

export type Address = {
  name: string
  line1: string
  line2: string
  postalCode: string
  city: string
  region: string
  country: string
  phone: string
}

/** The same for the same address: SHA-256 over its fields in a fixed order. */
export function addressFingerprint(address: Address): Buffer {
  const { name, line1, line2, postalCode, city, region, country, phone } = address
  const fields = [name, line1, line2, postalCode, city, region, country, phone]
  return createHash('sha256').update(JSON.stringify(fields)).digest()
}

/** Where a brand's picture is served from. */
export const markUrl = (pictureId: string | null) => (pictureId ? `/pictures/${pictureId}.webp` : null)
