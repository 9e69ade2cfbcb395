import type { Handlers } from '../../lib/contract.ts'
import { brand, brands, changeBrand, changeMe, createBrand, me, setUp, setup } from './accounts.ts'
import { addresses, forgetAddress, saveAddress } from './addresses.ts'
import type { accountsContract } from './contract.ts'
import { acceptInvitation, addMember, changeMember, invitation, members, removeMember } from './members.ts'

export const accountsRoutes: Handlers<typeof accountsContract> = {
  'accounts.me': me,
  'accounts.changeMe': changeMe,
  'accounts.setup': setup,
  'accounts.setUp': setUp,
  'accounts.brands': brands,
  'accounts.brand': brand,
  'accounts.createBrand': createBrand,
  'accounts.changeBrand': changeBrand,
  'accounts.members': members,
  'accounts.addMember': addMember,
  'accounts.changeMember': changeMember,
  'accounts.removeMember': removeMember,
  'accounts.invitation': invitation,
  'accounts.acceptInvitation': acceptInvitation,
  'accounts.addresses': addresses,
  'accounts.saveAddress': saveAddress,
  'accounts.forgetAddress': forgetAddress,
}
