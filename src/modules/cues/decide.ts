/*
 * What a host might do next, from what happens in the room. Pure: signals in, suggestions out, the most urgent first.
 */

export const kinds = ['soldOut', 'voted', 'behind', 'lastPieces', 'wanted', 'asked'] as const
export type Kind = (typeof kinds)[number]
/** `figure`: why; pieces left, people, votes, minutes over the plan. */
export type Suggestion = { kind: Kind; productId: string; figure: number }

/** From when on something is worth a host's look. */
export const thresholds = {
  /** Pieces left, and as a share of what there was. */
  lastPieces: 5,
  lastShare: 0.1,
  /** People who put it in their bag within the window. */
  baggers: 4,
  bagWindowMs: 3 * 60_000,
  /** People whose open questions are about it. */
  askers: 4,
  /** How long viewers wait for what they chose. */
  votedMs: 10 * 60_000,
  /** Longer on a product than planned. */
  overMs: 2 * 60_000,
  /** What was followed or dismissed is not said again for so long. */
  quietMs: 10 * 60_000,
  /** A host can take in two. */
  most: 2,
}

export type Signals = {
  nowMs: number
  /** In the order of the run-of-show. */
  run: readonly { productId: string; minutes: number; free: number; sold: number }[]
  /** The latest first. */
  pinned: readonly { productId: string; sinceMs: number }[]
  /** Products that were pinned before, or are. */
  shown: ReadonlySet<string>
  /** People who bagged each product within the window, and who ask about it. */
  baggers: ReadonlyMap<string, number>
  askers: ReadonlyMap<string, number>
  /** What viewers chose in the latest poll that is over, if products stood for choice. */
  voted?: { productId: string; votes: number; atMs: number }
  /** What was said before. */
  answered: readonly { kind: Kind; productId: string; atMs: number }[]
}

/** What to suggest now, at most two, the most urgent first. */
export function suggestions(signals: Signals): Suggestion[] {
  const quiet = (one: Suggestion) =>
    signals.answered.some(
      ({ kind, productId, atMs }) =>
        kind === one.kind && productId === one.productId && signals.nowMs - atMs < thresholds.quietMs,
    )
  const found = [...goOn(signals), ...choice(signals), ...show(signals)].filter((one) => !quiet(one))
  const urgent = found.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
  const once = urgent.filter((one, i) => urgent.findIndex(({ productId }) => productId === one.productId) === i)
  return once.slice(0, thresholds.most)
}

/** What the host shows now is gone, or takes longer than planned: on to the next that was not shown. */
function goOn({ nowMs, run, pinned, shown }: Signals): Suggestion[] {
  const [now] = pinned
  const planned = run.find((one) => one.productId === now?.productId)
  const next = run.find(({ productId, free }) => free > 0 && !shown.has(productId))
  if (!now || !planned || !next) return []
  if (planned.free === 0) return [{ kind: 'soldOut', productId: next.productId, figure: planned.sold }]
  const overMs = nowMs - now.sinceMs - planned.minutes * 60_000
  if (planned.minutes === 0 || overMs < thresholds.overMs) return []
  return [{ kind: 'behind', productId: next.productId, figure: Math.floor(overMs / 60_000) }]
}

/** What viewers voted for, while it can be had. */
function choice({ nowMs, run, pinned, voted }: Signals): Suggestion[] {
  if (!voted || nowMs - voted.atMs >= thresholds.votedMs) return []
  const { productId, votes } = voted
  const isThere = run.some((one) => one.productId === productId && one.free > 0)
  const isShown = pinned.some((pin) => pin.productId === productId)
  return isThere && !isShown ? [{ kind: 'voted', productId, figure: votes }] : []
}

/** What viewers go for while the host shows something else. */
function show({ run, pinned, baggers, askers }: Signals): Suggestion[] {
  const others = run.filter(({ productId, free }) => free > 0 && !pinned.some((pin) => pin.productId === productId))
  return others.flatMap(({ productId, free, sold }): Suggestion[] => {
    const isLast = sold > 0 && free <= Math.max(thresholds.lastPieces, (free + sold) * thresholds.lastShare)
    const [bagged, asked] = [baggers.get(productId) ?? 0, askers.get(productId) ?? 0]
    return [
      ...(isLast ? [{ kind: 'lastPieces', productId, figure: free } as const] : []),
      ...(bagged >= thresholds.baggers ? [{ kind: 'wanted', productId, figure: bagged } as const] : []),
      ...(asked >= thresholds.askers ? [{ kind: 'asked', productId, figure: asked } as const] : []),
    ]
  })
}

/** Which pins go when a suggestion is followed: what is over, or the oldest where there is room for no more. */
export function unpinned(kind: Kind, pinned: readonly string[], pinsMost: number): string[] {
  if (kind === 'soldOut' || kind === 'behind') return pinned.slice(0, 1)
  return pinned.slice(pinsMost - 1)
}
