import { openAlipay } from '../../../../test/stand-ins/alipay.ts'
import { providerContract } from '../../../../test/stand-ins/provider-contract.ts'
import type { ContractWish } from '../../../../test/stand-ins/till.ts'

/** A notice of Alipay names no currency, and its signature no moment; a refund it has taken is done in the end. */
const differs: Partial<ContractWish> = { ages: false, namesCurrency: false, refundsFail: false }

providerContract('alipay', { method: 'alipay', currency: 'CNY', open: openAlipay, ...differs })
