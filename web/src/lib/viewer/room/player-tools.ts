import type { Component } from 'svelte'
import type { Locale } from '#lib/locale.ts'
import type { PlayerStatus } from '#lib/media/player-status.ts'
import { type PlayerWords, playerWords } from '#lib/messages/load.ts'
import type { StagePlayer } from './stage-player.svelte.ts'

export type ToolProps = { player: StagePlayer; status: PlayerStatus; words: PlayerWords }
export type Tools = { PlayerTools: Component<ToolProps>; words: PlayerWords }

/** What one may do with the picture, and how it is called. */
export async function fetchTools(locale: Locale): Promise<Tools> {
  const [{ default: PlayerTools }, words] = await Promise.all([import('./PlayerTools.svelte'), playerWords(locale)])
  return { PlayerTools, words }
}
