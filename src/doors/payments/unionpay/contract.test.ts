import { contracts } from '../../../../test/stand-ins/contracts.ts'
import { providerContract } from '../../../../test/stand-ins/provider-contract.ts'

providerContract('unionpay', contracts.unionpay)
