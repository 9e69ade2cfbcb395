/* What runs in the page, where there is a browser. */

/** This Chromium knows no push service: it is given a subscription that was made elsewhere. */
export function giveSubscription(given) {
  const own = { endpoint: given.endpoint, options: {}, toJSON: () => given, unsubscribe: async () => true }
  PushManager.prototype.subscribe = async () => {
    localStorage.setItem('subscribed', 'yes')
    return own
  }
  PushManager.prototype.getSubscription = async () => (localStorage.getItem('subscribed') ? own : null)
}

/** The first message that the service worker shows. */
export async function firstNotification() {
  const registration = await navigator.serviceWorker.ready
  for (;;) {
    const [one] = await registration.getNotifications()
    if (one) return { title: one.title, url: one.data.url, tag: one.tag }
    await new Promise(requestAnimationFrame)
  }
}
