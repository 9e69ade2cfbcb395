import { rootCertificates } from 'node:tls'
import { settingsOf } from '../setting.ts'

export type PayPalSettings = {
  clientId: string
  secret: string
  /** Of the webhook as PayPal's dashboard lists it: part of what its signatures cover. */
  webhookId: string
  origin: string
  /** Certificates that the chain of a signature may end in, PEM. */
  roots: readonly string[]
}

/**
 * The settings of PayPal, `PAYPAL_…`; undefined without `PAYPAL_CLIENT_ID`.
 * @throws a sentence a person can act on
 */
export function readPayPalSettings(env: Record<string, string | undefined>): PayPalSettings | undefined {
  const { optional, required } = settingsOf(env, 'PAYPAL')
  const clientId = optional('CLIENT_ID')
  if (clientId === undefined) return undefined
  return {
    clientId,
    secret: required('SECRET'),
    webhookId: required('WEBHOOK_ID'),
    origin: optional('ORIGIN') ?? 'https://api-m.paypal.com',
    roots: rootCertificates,
  }
}
