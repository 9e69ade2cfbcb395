import { openPayPal } from '../../../../test/stand-ins/paypal.ts'
import { providerContract } from '../../../../test/stand-ins/provider-contract.ts'

// PayPal repeats a notice for days with its first signature; an order that was not approved cannot be closed.
providerContract('paypal', { method: 'paypal', currency: 'EUR', open: openPayPal, closes: false, ages: false })
