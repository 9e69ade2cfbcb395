/*
 * The service worker: shows the messages people asked for, and leads to what they speak of. It keeps no pages and
 * answers no requests. What it reads is written by `pushTextOf` in src/modules/reminders/said.ts.
 */

self.addEventListener('push', (event) => {
  const said = event.data ? event.data.json() : {}
  const { title = 'Estrade', body = '', url = '/', icon, image, tag, lang } = said
  const options = { body, tag, lang, data: { url }, ...(icon && { icon }), ...(image && { image }) }
  // The next message of a show takes the place of the one before, and is heard.
  event.waitUntil(self.registration.showNotification(title, { ...options, renotify: Boolean(tag) }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.url ?? '/'))
})

/** Goes to the page where it is open already, or opens it. */
async function open(url) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const there = pages.find((page) => page.url.split(/[?#]/)[0] === url)
  return there ? there.focus() : self.clients.openWindow(url)
}

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renew(event))
})

/** The push service gave another endpoint: it takes the place of the one before. */
async function renew({ oldSubscription, newSubscription }) {
  if (!oldSubscription) return
  const next =
    newSubscription ??
    (await self.registration.pushManager.subscribe({ ...oldSubscription.options, userVisibleOnly: true }))
  const { endpoint, keys } = next.toJSON()
  await fetch('/api/reminders/subscription', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ formerEndpoint: oldSubscription.endpoint, subscription: { endpoint, keys } }),
  })
}
