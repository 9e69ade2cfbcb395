import type { StudioWords } from '#lib/messages/load-team.ts'

/** What to say of a refusal in the host's language; the general sentence when its code has no words of its own. */
export function refusalText(words: StudioWords, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const said: Record<string, string> = words.problems
  return said[code] ?? words.problems.other
}
