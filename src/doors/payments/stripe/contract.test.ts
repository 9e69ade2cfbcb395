import { providerContract } from '../../../../test/stand-ins/provider-contract.ts'
import { openStripe } from '../../../../test/stand-ins/stripe.ts'

providerContract('stripe', { method: 'card', currency: 'EUR', open: openStripe })
