/** Messages to this browser: what it can, whether it may, and its subscription. Browser only. */

export type PushSupport =
  | 'yes'
  /** Apple's phones show messages of sites on the home screen only. */
  | 'install'
  | 'no'

export function pushSupport(): PushSupport {
  if ('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) return 'yes'
  const isApplePhone = /iphone|ipad/i.test(navigator.userAgent) && !('PushManager' in window)
  return isApplePhone && 'serviceWorker' in navigator ? 'install' : 'no'
}

export const isBlocked = (): boolean => 'Notification' in window && Notification.permission === 'denied'

/** Why a browser was not subscribed. */
export class NoPush extends Error {
  readonly why: 'blocked' | 'dismissed' | 'unavailable'
  constructor(why: NoPush['why']) {
    super(why)
    this.why = why
  }
}

/** Asks the person. To be called by a tap itself, before anything is waited for. @throws {NoPush} */
export async function allowed(): Promise<void> {
  const answer = await Notification.requestPermission()
  if (answer !== 'granted') throw new NoPush(answer === 'denied' ? 'blocked' : 'dismissed')
}

/** @throws {NoPush} */
export async function subscribed(pushKey: string) {
  try {
    await navigator.serviceWorker.register('/messages.js')
    const { pushManager } = await navigator.serviceWorker.ready
    const known = await pushManager.getSubscription()
    if (known && keyOf(known) !== pushKey) await known.unsubscribe()
    const own = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
    const { endpoint = '', keys = {} } = own.toJSON()
    return { endpoint, keys: { p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' } }
  } catch {
    throw new NoPush('unavailable')
  }
}

const keyOf = ({ options: { applicationServerKey } }: PushSubscription) =>
  applicationServerKey &&
  btoa(String.fromCharCode(...new Uint8Array(applicationServerKey)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** How the server calls this browser; undefined while it has no subscription. */
export async function ownDevice(): Promise<string | undefined> {
  if (pushSupport() !== 'yes') return undefined
  const registration = await navigator.serviceWorker.getRegistration('/')
  const endpoint = (await registration?.pushManager.getSubscription())?.endpoint
  return endpoint && deviceOf(endpoint)
}

export async function deviceOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 32)
}
