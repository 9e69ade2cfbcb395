import { call, Refused } from '#lib/api.ts'
import type { PayStep } from '../answers.ts'

const askEveryMs = 400
const patienceMs = 60_000

type Needs = { wait: (ms: number) => Promise<void>; now: () => number; signal?: AbortSignal }

const inBrowser: Needs = { wait: (ms) => new Promise((done) => setTimeout(done, ms)), now: () => performance.now() }

/**
 * Waits until the provider has said how to go on.
 * @returns undefined when the intent was decided without a step, or nothing came in a minute
 */
export async function payStepOf(intentId: string, needs: Needs = inBrowser): Promise<PayStep | undefined> {
  const until = needs.now() + patienceMs
  while (needs.now() < until && !needs.signal?.aborted) {
    const intent = await call('payments.intent', { intentId }).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'edge.unreachable') return undefined
      throw error
    })
    if (intent?.step) return intent.step
    if (intent && intent.state !== 'created' && intent.state !== 'waiting') return undefined
    await needs.wait(askEveryMs)
  }
  return undefined
}

type Bridge = { invoke(name: string, params: Record<string, string>, heard: () => void): void }

/** Goes on to pay. @returns false when the buyer stays here: a code to scan is shown beside the order */
export function takeStep(step: PayStep): boolean {
  if (step.kind === 'redirect') location.assign(step.url)
  else if (step.kind === 'form') sendForm(step)
  else if (step.kind === 'wechat') void payInWeChat(step.params)
  return step.kind === 'redirect' || step.kind === 'form'
}

/**
 * Opens WeChat Pay over this page, in WeChat's browser. Resolves when it is closed again. What the app says then proves
 * nothing: the order is followed until the provider has spoken.
 */
export function payInWeChat(params: Record<string, string>): Promise<void> {
  return new Promise((closed) => {
    const open = () => bridge()?.invoke('getBrandWCPayRequest', params, () => closed())
    if (bridge()) open()
    else document.addEventListener('WeixinJSBridgeReady', open, { once: true })
  })
}

const bridge = () => (window as unknown as { WeixinJSBridge?: Bridge }).WeixinJSBridge

function sendForm({ url, fields }: PayStep & { kind: 'form' }): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = url
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  }
  document.body.append(form)
  form.submit()
}

/** Where the payment page is to send the buyer back to: here, with the order over it. */
export const returnPath = (pathname: string, orderId = 'latest') => `${pathname}?order=${orderId}`
