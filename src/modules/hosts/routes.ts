import type { Handlers } from '../../lib/contract.ts'
import type { Seal } from '../../lib/seal.ts'
import { changeBank, changePayoutSettings, payoutFile, readPayoutSettings } from './banking.ts'
import type { hostsContract } from './contract.ts'
import { agree, engage, readContracts, readOfShow } from './contracts.ts'
import { readEarnings, readMine } from './earnings.ts'
import { approvePayout, cancelPayout, makePayout, readPayable, readPayouts, settlePayout } from './payouts.ts'

export const hostsRoutes = (seal: Seal): Handlers<typeof hostsContract> => ({
  'hosts.contracts': readContracts,
  'hosts.agree': agree,
  'hosts.ofShow': readOfShow,
  'hosts.engage': engage,
  'hosts.earnings': readEarnings,
  'hosts.mine': readMine,
  'hosts.changeBank': (ctx, wish) => changeBank(ctx, seal, wish),
  'hosts.payoutSettings': readPayoutSettings,
  'hosts.changePayoutSettings': (ctx, wish) => changePayoutSettings(ctx, seal, wish),
  'hosts.payable': readPayable,
  'hosts.makePayout': makePayout,
  'hosts.payouts': readPayouts,
  'hosts.approvePayout': approvePayout,
  'hosts.cancelPayout': cancelPayout,
  'hosts.payoutFile': (ctx, wish) => payoutFile(ctx, seal, wish),
  'hosts.settlePayout': settlePayout,
})
