import type { DrawEvent, DrawEvents } from './events.ts'

export type Draw = DrawEvents['draw.opened'] & {
  entries: number
  drawn: Pick<DrawEvents['draw.drawn'], 'chain' | 'seed' | 'winners'> | null
}
export type DrawsState = { draws: Draw[] }

export const noDraws: DrawsState = { draws: [] }

/** Folds one event. Never changes `state`. */
export function evolveDraws(state: DrawsState, event: DrawEvent): DrawsState {
  if (event.type === 'draw.opened') return { draws: [...state.draws, { ...event.body, entries: 0, drawn: null }] }
  const { drawId, entries } = event.body
  const drawnOf = () => {
    if (event.type === 'draw.entered') return null
    const { chain, seed, winners } = event.body
    return { chain, seed, winners }
  }
  return { draws: state.draws.map((one) => (one.drawId === drawId ? { ...one, entries, drawn: drawnOf() } : one)) }
}
