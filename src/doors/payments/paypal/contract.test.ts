import { openPayPal } from '../../../../test/stand-ins/paypal.ts'
import { providerContract } from '../../../../test/stand-ins/provider-contract.ts'

// PayPal repeats a notice for days with its first signature.
providerContract('paypal', { method: 'paypal', currency: 'EUR', open: openPayPal, ages: false })
