/** What a show came to: figures by definition, tables, comparison. Reads what the other modules know; changes nothing of theirs. */
export { hearShowEnded } from './jobs.ts'
export { hearGuestBecameAccount } from './origins.ts'
