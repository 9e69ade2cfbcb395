import type { IconName } from '#lib/ui/icons.ts'
import type { BlockType } from '#src/modules/articles/state.ts'

/** What can be put into an article, in the order in which it is offered. */
export const blockKinds: readonly (readonly [type: BlockType, icon: IconName])[] = [
  ['paragraph', 'menu'],
  ['heading', 'edit'],
  ['picture', 'camera'],
  ['quote', 'chat'],
  ['product', 'tag'],
  ['show', 'live'],
  ['divider', 'minus'],
]
