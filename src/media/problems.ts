import { rtmpProblems } from './rtmp/problems.ts'
import { srtProblems } from './srt/problems.ts'
import { websocketProblems } from './websocket-ingest/problems.ts'
import { whepProblems } from './whep/problems.ts'
import { whipProblems } from './whip/problems.ts'

/** Every way the doors of media say no. */
const mediaProblems = { ...whipProblems, ...whepProblems, ...rtmpProblems, ...websocketProblems, ...srtProblems }

export type MediaProblemCode = keyof typeof mediaProblems

/** A door of media says no, by a name that is stable; `message` says it to a person. */
export class MediaRefusal extends Error {
  readonly code: MediaProblemCode

  constructor(code: MediaProblemCode, detail: string = mediaProblems[code].title) {
    super(detail)
    this.code = code
  }
}
