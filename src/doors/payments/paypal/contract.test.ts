import { contracts } from '../../../../test/stand-ins/contracts.ts'
import { disputeContract } from '../../../../test/stand-ins/dispute-contract.ts'
import { providerContract } from '../../../../test/stand-ins/provider-contract.ts'

providerContract('paypal', contracts.paypal)
disputeContract('paypal', contracts.paypal, /PROOF_OF_FULFILLMENT.*6A12345678901/)
