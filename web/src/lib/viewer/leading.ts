/** Within this time after the end viewers are led on; whoever comes to the page later only reads where it went. */
const lateMs = 60_000

/** How long one may think it over: at least as long as WCAG 2.2 (2.2.1) asks of whatever moves by itself. */
export const leadAfterMs = 20_000

export type Here = {
  nowMs: number
  /** When the show ended, and when this page was opened. */
  endedAtMs: number
  openedAtMs: number
  visible: boolean
  /** They asked their device for less motion. */
  reducedMotion: boolean
  /** They go by keyboard, or by what reads a page to them. */
  assisted: boolean
  /** Something is open over the page: a bag, a product, a checkout. */
  busy: boolean
}

/** Whether a viewer is taken to the next show unless they say no; everybody else is offered it, and nothing more. */
export const isLedOn = (here: Here): boolean =>
  here.openedAtMs < here.endedAtMs &&
  here.nowMs - here.endedAtMs < lateMs &&
  here.visible &&
  !(here.reducedMotion || here.assisted || here.busy)
