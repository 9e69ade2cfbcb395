import { X509Certificate } from 'node:crypto'

const oneCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The certificates of a PEM, in their order. @throws when one cannot be read */
export const certificatesIn = (pem: string): X509Certificate[] =>
  (pem.match(oneCertificate) ?? []).map((one) => new X509Certificate(one))

/**
 * Whether a certificate leads to a trusted one: each is in its time and signed by the next, and who signs others may.
 * @param between those that may stand on the way
 */
export function leadsTo(
  trusted: readonly X509Certificate[],
  leaf: X509Certificate,
  between: readonly X509Certificate[],
  now: Date,
): boolean {
  let at = leaf
  for (let depth = 0; depth < 6; depth++) {
    if (!inTime(at, now)) return false
    const signs = (one: X509Certificate) => one.ca && at.checkIssued(one) && at.verify(one.publicKey)
    const root = trusted.find((one) => one.fingerprint256 === at.fingerprint256 || signs(one))
    if (root) return inTime(root, now)
    const next = between.find((one) => one.fingerprint256 !== at.fingerprint256 && signs(one))
    if (!next) return false
    at = next
  }
  return false
}

const inTime = ({ validFromDate, validToDate }: X509Certificate, now: Date) => validFromDate <= now && now < validToDate
