/** A stretch in which the video's own clock and the wall clock run alike. All in ms. */
export type Stretch = { mediaMs: number; wallMs: number; durationMs: number }

/** The wall clock of a moment of the video. */
export function wallAt(stretches: readonly Stretch[], mediaMs: number): number {
  const stretch = stretches.findLast((one) => one.mediaMs <= mediaMs) ?? stretches[0]
  return stretch ? stretch.wallMs + mediaMs - stretch.mediaMs : 0
}

/** Where a moment of the wall clock is in the video; what fell into a hole is where the video goes on. */
export function mediaAt(stretches: readonly Stretch[], wallMs: number): number {
  const stretch = stretches.findLast((one) => one.wallMs <= wallMs)
  if (!stretch) return stretches[0]?.mediaMs ?? 0
  return stretch.mediaMs + Math.min(stretch.durationMs, wallMs - stretch.wallMs)
}
