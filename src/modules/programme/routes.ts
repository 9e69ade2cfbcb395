import type { Handlers } from '../../lib/contract.ts'
import { readCalendar, readConflicts, readSlots } from './calendar.ts'
import { makeShow, readContents, readTemplates, removeTemplate, saveTemplate } from './contents.ts'
import type { programmeContract } from './contract.ts'
import { changeSettings, readSettings } from './programme.ts'
import * as series from './series.ts'

export const programmeRoutes: Handlers<typeof programmeContract> = {
  'programme.settings': readSettings,
  'programme.changeSettings': changeSettings,
  'programme.series': series.readSeries,
  'programme.addSeries': series.addSeries,
  'programme.changeSeries': series.changeSeries,
  'programme.removeSeries': series.removeSeries,
  'programme.planNext': series.planNext,
  'programme.assign': series.assign,
  'programme.seriesOf': series.readSeriesOf,
  'programme.publicSeries': series.readPublicSeries,
  'programme.onePublicSeries': series.readOnePublicSeries,
  'programme.following': series.readFollowing,
  'programme.followSeries': series.followSeries,
  'programme.templates': readTemplates,
  'programme.saveTemplate': saveTemplate,
  'programme.removeTemplate': removeTemplate,
  'programme.contents': readContents,
  'programme.makeShow': makeShow,
  'programme.calendar': readCalendar,
  'programme.conflicts': readConflicts,
  'programme.slots': readSlots,
}
