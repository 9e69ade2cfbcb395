import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'

const file: { testOnlyDerBase64: Record<string, string>; certificates: Record<string, string> } = JSON.parse(
  readFileSync(new URL('throw-away-keys.json', import.meta.url), 'utf8'),
)

/** `ours`; `provider`, which signs; `providerNext`, which signs after a change of keys; `stranger`, an impostor. */
export type KeyName = 'ours' | 'provider' | 'providerNext' | 'stranger'

export function keyPair(name: KeyName): { privateKey: KeyObject; publicKey: KeyObject } {
  const der = Buffer.from(file.testOnlyDerBase64[name]!, 'base64')
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

/** A certificate of the file, as PEM. @throws when there is none of this name */
export function pem(name: string): string {
  const found = file.certificates[name]
  if (!found) throw new Error(`there is no certificate ${name}`)
  return found
}

export const certificate = (name: string): X509Certificate => new X509Certificate(pem(name))
