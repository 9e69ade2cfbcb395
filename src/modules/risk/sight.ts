import type { Ctx } from '../../ctx.ts'
import { type BrandId, isId, newId, type PersonId } from '../../lib/ids.ts'
import { type Finding, findingsOf, networkOf, type Settings } from './decide.ts'
import { type Mark, type MarkKind, type RuleName, ruleNames, rules } from './rules.ts'
import * as store from './store.ts'

const minuteMs = 60_000

/** The rules of a brand: as it has set them, or the usual. */
export async function settingsOf({ sql }: Pick<Ctx, 'sql'>, brandId: BrandId): Promise<Settings> {
  const own = new Map((await store.rulesOf(sql, brandId)).map((one) => [one.rule, one]))
  return Object.fromEntries(ruleNames.map((name) => [name, own.get(name) ?? rules[name].usual])) as Settings
}

/** A mark that nobody can read back: this install's signature over what it stands for. */
export const markOf = ({ doors }: Pick<Ctx, 'doors'>, kind: MarkKind, value: string): Mark => ({
  kind,
  mark: kind === 'person' ? value : doors.seal(`risk.${kind}.${value}`).slice(0, 24),
})

/** By what whoever calls is known: themselves, their device, their network. */
export function callerMarks(ctx: Pick<Ctx, 'who' | 'doors'>, device?: string): Mark[] {
  if (ctx.who.kind !== 'person') return []
  const { personId, address } = ctx.who
  const known = device ?? ctx.who.device
  const network = address && networkOf(address)
  return [
    { kind: 'person', mark: personId },
    ...(known ? [markOf(ctx, 'device', known)] : []),
    ...(network ? [markOf(ctx, 'network', network)] : []),
  ]
}

export type Moment = {
  brandId: BrandId
  personId: PersonId
  /** One or more of the moments that rules ask at. */
  when: string | readonly string[]
  marks: readonly Mark[]
  /** What is seen now, and as which value: `{ order: orderId }`. */
  values: Readonly<Record<string, string>>
}

const countedBy = new Set(ruleNames.map((name) => `${rules[name].what} ${rules[name].by}`))

/** One moment, without what somebody found to be in order about this person. */
export async function look(ctx: Ctx, moment: Moment): Promise<Finding[]> {
  const { brandId, personId } = moment
  const [findings] = await lookAtAll(ctx, brandId, [moment])
  return findings!.length > 0 ? exceptApproved(ctx, brandId, personId, findings!) : []
}

/**
 * Counts what happens at these moments, and says of each which rules speak: in three statements, however many they are.
 * They see one another. What many of them ask is asked once, and reads as many rows as its threshold, none more.
 */
export async function lookAtAll(
  ctx: Pick<Ctx, 'sql' | 'now'>,
  brandId: BrandId,
  moments: readonly Moment[],
): Promise<Finding[][]> {
  const settings = await settingsOf(ctx, brandId)
  const sightings = new Map(moments.flatMap(seenAt).map((one) => [Object.values(one).join(' '), one]))
  if (sightings.size > 0) await store.addSightings(ctx.sql, brandId, ctx.now, [...sightings.values()])
  const questions = moments.map((moment) => questionsOf(settings, moment, ctx.now))
  const asked = new Map(questions.flat().map((one) => [nameOf(one), one]))
  const counts = asked.size > 0 ? await store.countSeen(ctx.sql, brandId, [...asked.values()]) : []
  const counted = new Map([...asked.keys()].map((name, i) => [name, counts[i]!]))
  return questions.map((all) => {
    const seen = all.map((one) => ({ rule: one.rule, mark: one.of, count: counted.get(nameOf(one))! }))
    return findingsOf(settings, seen)
  })
}

/** What the rules ask at a moment. */
const questionsOf = (settings: Settings, { when, marks }: Moment, now: Date) =>
  ruleNames.flatMap((rule) => {
    const { what, by } = rules[rule]
    const { action, threshold: most, windowMinutes } = settings[rule]
    if (![when].flat().includes(rules[rule].when) || action === 'off') return []
    const since = new Date(now.getTime() - windowMinutes * minuteMs)
    return marks.filter(({ kind }) => kind === by).map((of) => ({ ...of, of, rule, what, most: most + 1, since }))
  })
const nameOf = ({ rule, mark }: { rule: RuleName; mark: string }) => `${rule} ${mark}`

/** What is seen at a moment, of all that any rule counts. */
const seenAt = ({ marks, values }: Moment): store.Sighting[] =>
  Object.entries(values).flatMap(([what, value]) =>
    marks.filter(({ kind }) => countedBy.has(`${what} ${kind}`)).map(({ kind, mark }) => ({ what, kind, mark, value })),
  )

const excusedMs = 30 * 24 * 60 * minuteMs

/** Without what somebody found to be in order about this person within a month. */
export async function exceptApproved(
  ctx: Pick<Ctx, 'sql' | 'now'>,
  brandId: BrandId,
  personId: PersonId,
  findings: readonly Finding[],
): Promise<Finding[]> {
  const about = await store.decisionsAbout(ctx.sql, brandId, personId, new Date(ctx.now.getTime() - excusedMs))
  const excused = new Set(about.flatMap(({ rule, state }) => (state === 'approved' ? [rule] : [])))
  return findings.filter(({ rule }) => !excused.has(rule))
}

export type Subject = { kind: 'order' | 'topUp' | 'gift' | 'claim' | 'grab'; id: string }

/** Writes down what rules said about something: once for each of them. @returns the decisions, as they stand */
export async function writeDown(
  ctx: Pick<Ctx, 'sql' | 'now'>,
  { brandId, personId }: { brandId: BrandId; personId: PersonId },
  subject: Subject,
  findings: readonly Finding[],
  others?: PersonId[],
): Promise<store.DecisionRow[]> {
  const rows = []
  for (const { rule, action, mark, seen } of findings) {
    const noted = action === 'note' || action === 'refuse'
    rows.push(
      await store.addDecision(ctx.sql, {
        ...{ decisionId: newId<'decision'>(ctx.now), brandId, personId, rule, action, seen },
        about: noted ? `${rule}/${mark.mark}` : `${rule}/${subject.id}`,
        others: others ?? (await othersOf(ctx, brandId, rule, mark, personId, seen.minutes)),
        ...{ subject: subject.kind, state: noted ? 'noted' : 'waiting', madeAt: ctx.now },
      }),
    )
  }
  return rows
}

/** The people behind the other values, where values are people. */
async function othersOf(
  { sql, now }: Pick<Ctx, 'sql' | 'now'>,
  brandId: BrandId,
  rule: RuleName,
  mark: Mark,
  personId: PersonId,
  minutes: number,
): Promise<PersonId[]> {
  const { what } = rules[rule]
  if (!peopleIn.has(what)) return []
  const since = new Date(now.getTime() - minutes * minuteMs)
  const values = await store.othersOf(sql, brandId, { what, ...mark, value: personId, since })
  return values.filter(isId) as PersonId[]
}
const peopleIn = new Set(['offer', 'offerPaid', 'userOf', 'signUp', 'claim', 'grab'])
