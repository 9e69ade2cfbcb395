import type { Person } from '../house.ts'
import type { Device } from './browser.ts'
import type { LiveHouse } from './live-house.ts'

/** Gives a device the session of somebody who has signed in. */
export async function signedIn(live: Pick<LiveHouse, 'url'>, device: Device, person: Person): Promise<Person> {
  const cookies = person.cookie.split('; ').map((one) => {
    const [name, ...value] = one.split('=')
    return { name: name!, value: value.join('='), url: live.url }
  })
  await device.context.addCookies(cookies)
  return person
}
