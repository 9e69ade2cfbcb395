import { type KeyObject, X509Certificate } from 'node:crypto'
import * as z from 'zod'
import { sealedShape, unseal } from './encryption.ts'

/*
 * The keys by which the platform is known: its public key (named PUB_KEY_ID_…, from the settings) and its certificates
 * (named by their serial numbers, asked for by API, and replaced from time to time). While a merchant changes from the
 * one to the other, messages signed with either arrive.
 */

export type PlatformKeys = {
  /** The key of this name; undefined when it is unknown or out of its time at `now`. */
  keyOf(serial: string, now: Date): KeyObject | undefined
  /** The name of the key that we encrypt with and ask answers to be signed with; undefined while there is none. */
  preferred(now: Date): string | undefined
  /** Keeps certificates that were asked for. */
  keep(certificates: readonly PlatformCertificate[], now: Date): void
  /** Somebody named a key that we do not have. */
  miss(serial: string): void
  /** Whether the certificates should be asked for before anything else is. */
  areWanted(now: Date): boolean
}

export type PlatformCertificate = { serial: string; key: KeyObject; from: Date; until: Date }

const hour = 3_600_000
/** Certificates are asked for again twice a day, and after an unknown name at most once a minute. */
const freshFor = 12 * hour
const patience = 60_000

/** @param own the public key of the settings; undefined for a merchant that has certificates only */
export function platformKeys(own: { id: string; key: KeyObject } | undefined): PlatformKeys {
  const certificates = new Map<string, PlatformCertificate>()
  let askedAt: number | undefined
  let missed = false
  const inTime = (one: PlatformCertificate, now: Date) => one.from <= now && now < one.until
  return {
    keyOf(serial, now) {
      if (own && serial === own.id) return own.key
      const certificate = certificates.get(serial)
      return certificate && inTime(certificate, now) ? certificate.key : undefined
    },
    preferred(now) {
      if (own) return own.id
      const usable = [...certificates.values()].filter((one) => inTime(one, now))
      return usable.sort((a, b) => b.from.getTime() - a.from.getTime())[0]?.serial
    },
    keep(found, now) {
      for (const one of found) certificates.set(one.serial, one)
      askedAt = now.getTime()
      missed = false
    },
    miss(serial) {
      // A name of the other kind is another account's affair: no certificate will ever have it.
      if (!serial.startsWith('PUB_KEY_ID_')) missed = true
    },
    areWanted(now) {
      if (askedAt === undefined) return own === undefined || missed
      const age = now.getTime() - askedAt
      return missed ? age > patience : age > freshFor
    },
  }
}

const certificatesShape = z.object({
  data: z.array(
    z.object({
      serial_no: z.string(),
      effective_time: z.coerce.date(),
      expire_time: z.coerce.date(),
      encrypt_certificate: sealedShape,
    }),
  ),
})

/**
 * Opens the answer of `GET /v3/certificates`. Only who has the API v3 key could seal it; its signature is checked
 * afterwards with a key that was found inside.
 * @throws when it cannot be opened, or a certificate bears another serial number than is said
 */
export function openCertificates(apiV3Key: string, raw: Uint8Array): PlatformCertificate[] {
  const { data } = certificatesShape.parse(JSON.parse(new TextDecoder().decode(raw)))
  return data.map(({ serial_no, effective_time, expire_time, encrypt_certificate }) => {
    const certificate = new X509Certificate(unseal(apiV3Key, encrypt_certificate))
    if (certificate.serialNumber !== serial_no.toUpperCase()) throw new Error(`${serial_no} names another certificate`)
    return { serial: serial_no, key: certificate.publicKey, from: effective_time, until: expire_time }
  })
}
