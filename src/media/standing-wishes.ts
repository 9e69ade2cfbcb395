import type { BroadcastPicture } from './codec/messages.ts'
import type { ToMedia } from './messages.ts'
import type { PushTarget } from './rtmp/pushes.ts'
import type { SlateWish } from './slate.ts'

/** What a media process was told that holds until it is taken back: said again to the one that follows it. */
export class StandingWishes {
  readonly guarded = new Set<string>()
  /** Everybody may see them, here and by whoever else serves them. */
  readonly open = new Set<string>()
  readonly broadcasts = new Map<string, BroadcastPicture>()
  readonly recorded = new Map<string, number>()
  readonly slates = new Map<string, SlateWish>()
  readonly pushed = new Map<string, PushTarget[]>()

  forget(streamId: string): void {
    this.open.delete(streamId)
    this.broadcasts.delete(streamId)
    this.recorded.delete(streamId)
    this.pushed.delete(streamId)
    this.slates.delete(streamId)
  }

  *messages(): Generator<ToMedia> {
    for (const streamId of this.guarded) yield { type: 'guard', streamId, guarded: true }
    for (const streamId of this.open) yield { type: 'guard', streamId, guarded: false }
    for (const [streamId, fromMs] of this.recorded) yield { type: 'record', streamId, fromMs }
    for (const [streamId, wish] of this.slates) yield { type: 'slate', streamId, wish }
    for (const [streamId, targets] of this.pushed) yield { type: 'push', streamId, targets }
    for (const [streamId, picture] of this.broadcasts) yield { type: 'broadcast', streamId, picture }
  }
}
