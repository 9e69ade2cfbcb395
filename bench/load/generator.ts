import { type FirePlan, fire } from './fire.ts'
import { answerPeer } from './processes.ts'

/** The load generator: a process of its own, so that its work is not the server's. */
answerPeer({ fire: (plan: FirePlan) => fire(plan) })
