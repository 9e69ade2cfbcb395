import type { ConsoleWords } from '#lib/messages/load-team.ts'

export type Why = { reason?: string; code?: string; params?: Record<string, string> }

/** Why a row or a file was refused, in the reader's language; in the server's words for a code that is new to us. */
export function importReason(words: ConsoleWords, { reason = '', code = '', params = {} }: Why): string {
  const known: Record<string, string> = words.importReasons
  return known[code]?.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '') ?? reason
}
