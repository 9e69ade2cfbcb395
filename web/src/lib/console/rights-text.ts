import type { ConsoleWords } from '#lib/messages/load-team.ts'
import { type May, type Right, rolesWith } from './may.ts'

/** Why a control is disabled for this member: the roles that could use it. Nothing when they may. */
export function whyNot(may: May, right: Right, words: ConsoleWords): string | undefined {
  if (may[right]) return undefined
  return words.needsRole(
    rolesWith(right)
      .map((role) => words.team.roles[role])
      .join(', '),
  )
}
