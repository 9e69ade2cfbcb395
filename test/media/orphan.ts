/** A process that starts an engine, says where it is, and waits to be killed. */
import { openEngine } from './running-engine.ts'

const { engine } = await openEngine()
console.log(engine.origin())
