/** A stretch of wall clock, in ms since 1970. */
export type Span = { fromMs: number; toMs: number }

/** What is to be made of a finished recording. */
export type FinishPlan = Span & {
  /** File names without their end, and what each shows. */
  clips: (Span & { name: string })[]
}

/** Small pictures of the whole video on one sheet, `columns` in a row, one every `everyMs`. */
export type Storyboard = { width: number; height: number; columns: number; count: number; everyMs: number }

export type Finished = {
  durationMs: number
  /** Of the whole MP4. */
  bytes: number
  clips: { name: string; durationMs: number }[]
  /** How many cover frames there are; none without node-av. */
  covers: number
  storyboard: Storyboard | null
}

export type ToRecordingChild = { folder: string; plan: FinishPlan }
export type FromRecordingChild = { finished: Finished } | { failed: string }
