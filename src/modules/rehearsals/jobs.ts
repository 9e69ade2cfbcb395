import type { Beat } from '../../lib/jobs.ts'
import { endForgotten } from './rehearsals.ts'

const endThem: Beat = { name: 'rehearsals.endForgotten', everyMs: 60_000, run: endForgotten }

export const rehearsalsBeats = [endThem]
