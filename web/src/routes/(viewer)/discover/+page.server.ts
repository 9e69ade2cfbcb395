import { loaded } from '#lib/viewer/loading.ts'
import { topics } from '#src/modules/shows/state.ts'
import type { PageServerLoad } from './$types.js'

const groups = ['live', 'coming', 'replays'] as const
const pageLength = 24
const fewOfEach = 6

const oneOf = <Value extends string>(values: readonly Value[], said: string | null) =>
  values.find((value) => value === said)

/** All of a group where one is asked for, the first few of each otherwise. What is not a choice is none. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams
  const when = oneOf(groups, asked.get('when'))
  const topic = oneOf(topics, asked.get('topic'))
  const search = (asked.get('q') ?? '').trim().slice(0, 100)
  const after = when && asked.get('after')
  const wish = {
    locale: locals.locale,
    most: when ? pageLength : fewOfEach,
    ...{ ...(topic && { topic }), ...(search && { search }), ...(after && { after }) },
  }
  const wanted = when ? [when] : groups
  const [found, known] = await Promise.all([
    Promise.all(wanted.map((one) => loaded(locals.api('discovery.shows', { ...wish, when: one })))),
    loaded(locals.api('discovery.topics', {})),
  ])
  return {
    ...{ when, topic, search },
    topics: known.items.map((one) => one.topic),
    groups: wanted.map((name, i) => ({ name, shows: found[i]!.items, next: found[i]!.next })),
  }
}
