import type { Logger } from 'pino'
import type { Doors } from './doors/doors.ts'
import type { Bus } from './lib/bus.ts'
import type { Clock } from './lib/clock.ts'
import type { Database } from './lib/sql.ts'
import type { MediaEngine } from './media/engine.ts'

/** What the modules are put together over. */
export type Needs = {
  database: Database
  doors: Doors
  clock: Clock
  log: Logger
  publicUrl: string
  /** Carries news between processes, where an operator gave one. */
  bus?: Bus | undefined
  /** Of this install: signs what lets a viewer play, and seals what is kept secret. */
  secret: string
  /** Undefined where this process plays no media role. */
  media: MediaEngine | undefined
}
