import { createContext } from 'svelte'
import { asPerson, type Me } from '#lib/session.ts'

const mayModerate = ['owner', 'producer', 'host', 'moderator'] as const

/** Who looks at the page. A visitor without a session becomes a guest with the first thing that needs one. */
export class Visitor {
  me: Me = $state.raw() as Me

  constructor(me: Me) {
    this.me = me
  }

  get person() {
    return this.me.person
  }

  /** Has an account: is neither a guest nor nobody yet. */
  get hasAccount(): boolean {
    return !!this.person && !this.person.guest
  }

  /** Does what needs a person; see `asPerson`. */
  as<T>(work: () => Promise<T>): Promise<T> {
    return asPerson(work, (me) => {
      this.me = me
    })
  }

  /** May use the studio of this brand and moderate its rooms. */
  moderates(brandId: string): boolean {
    const membership = this.me.memberships.find(({ brand }) => brand.brandId === brandId)
    return membership?.roles.some((role) => mayModerate.some((one) => one === role)) ?? false
  }
}

export const [getVisitor, setVisitor] = createContext<Visitor>()
