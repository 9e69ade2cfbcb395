import type { ShowStatus } from '../shows/state.ts'
import type { ShownState, TargetState } from './state.ts'

export const targetsMost = 20

/** The address of a server and its app, without a key in it: that would be shown to everybody who may see the address. */
export function isTargetUrl(text: string): boolean {
  const url = URL.parse(text)
  if (!url || !/^rtmps?:$/.test(url.protocol) || !url.hostname) return false
  return /^\/[^/]/.test(url.pathname) && !url.search && !url.hash && !url.username && !url.password
}

/** A show that is over is sent nowhere any more. */
export const mayTurn = (status: ShowStatus): boolean => ['draft', 'scheduled', 'live'].includes(status)

/** Whether a show goes to a target: as the show says, else as the target says. */
export const isOn = (target: { everyShow: boolean; isOn: boolean | null }): boolean => target.isOn ?? target.everyShow

/**
 * What is sent where: nothing before a show is on air or from a cut until it goes on. While a show is paused its slate
 * is sent, since platforms end a broadcast that falls silent.
 */
export const isSent = (show: { isCut: boolean } | undefined, target: Parameters<typeof isOn>[0]): boolean =>
  show !== undefined && !show.isCut && isOn(target)

/** What is shown of a target beside a show. */
export function shownState(
  show: { isCut: boolean } | undefined,
  target: Parameters<typeof isOn>[0] & { state: TargetState | null },
): ShownState {
  if (!isOn(target)) return 'off'
  if (!show) return 'ready'
  return show.isCut ? 'stopped' : (target.state ?? 'waiting')
}
