import type { Handlers } from '../../lib/contract.ts'
import { ok } from '../../lib/shapes.ts'
import type { remindersContract } from './contract.ts'
import * as reading from './reading.ts'
import * as reminders from './reminders.ts'

export const remindersRoutes: Handlers<typeof remindersContract> = {
  'reminders.mine': reading.readMine,
  'reminders.askPush': (ctx, wish) => reminders.askPush(ctx, wish).then(() => ok),
  'reminders.browsers': reading.readBrowsers,
  'reminders.keepBrowser': (ctx, wish) => reminders.keepBrowser(ctx, wish).then(() => ok),
  'reminders.renewPush': (ctx, wish) => reminders.renewPush(ctx, wish).then(() => ok),
  'reminders.askEmail': reminders.askEmail,
  'reminders.askCalendar': (ctx, wish) => reminders.askCalendar(ctx, wish).then(() => ok),
  'reminders.withdraw': (ctx, wish) => reminders.withdraw(ctx, wish).then(() => ok),
  'reminders.linked': reading.readLinked,
  'reminders.confirm': (ctx, wish) => reminders.confirm(ctx, wish).then(() => ok),
  'reminders.unsubscribe': (ctx, wish) => reminders.unsubscribe(ctx, wish).then(() => ok),
  'reminders.ofShow': reading.readOfShow,
}
