import { providerContract } from '../../../../test/stand-ins/provider-contract.ts'
import { openUnionPay } from '../../../../test/stand-ins/unionpay.ts'

// A notice of UnionPay names no moment that we could hold it to, and its page closes by itself.
providerContract('unionpay', { method: 'unionpay', currency: 'CNY', open: openUnionPay, closes: false, ages: false })
