/** Where "now" comes from. Handed in, so that a test can stop time. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that moves only when told. */
export function testClock(start = new Date('2026-11-20T19:00:00.000Z')): Clock & { advance(ms: number): void } {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms
    },
  }
}
