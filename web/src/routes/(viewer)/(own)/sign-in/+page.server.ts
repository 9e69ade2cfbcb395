import type { PageServerLoad } from './$types.js'

/** Only paths of this install: a link must not send a freshly signed-in visitor elsewhere. */
const ownPath = /^\/(?![/\\])/

export const load: PageServerLoad = ({ url }) => {
  const next = url.searchParams.get('next') ?? ''
  return { next: ownPath.test(next) ? next : '/account', isNew: url.searchParams.has('new') }
}
