import { contracts } from '../../../../test/stand-ins/contracts.ts'
import { disputeContract } from '../../../../test/stand-ins/dispute-contract.ts'
import { providerContract } from '../../../../test/stand-ins/provider-contract.ts'

providerContract('stripe', contracts.stripe)
disputeContract('stripe', contracts.stripe, /uncategorized_text.*Signed for on Tuesday.*La Poste/)
