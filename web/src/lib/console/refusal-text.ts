import type { ConsoleWords } from '#lib/messages/load-team.ts'
import { Refused } from '../../../../src/lib/client.ts'

/** What to say of a refusal in the reader's language; the general sentence when its code has no words of its own. */
export function refusalText(words: ConsoleWords, error: unknown): string {
  const said: Record<string, string> = words.problems
  return said[codeOf(error)] ?? words.problems.other
}

export const codeOf = (error: unknown): string => (error instanceof Refused ? error.code : '')

/** The fields a malformed call names, as dotted paths (`variants.0.sku`); none for any other refusal. */
export function malformedFields(error: unknown): string[] {
  if (codeOf(error) !== 'edge.malformed') return []
  const { issues } = (error as Refused).details as { issues?: { path: string }[] }
  return issues?.map(({ path }) => path) ?? []
}
