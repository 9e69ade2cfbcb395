import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** One fixed case: what goes in, what must come out, and who computed it. */
export type Vector = {
  name: string
  kind: string
  // biome-ignore lint/suspicious/noExplicitAny: every kind of vector has fields of its own.
  input: any
  // biome-ignore lint/suspicious/noExplicitAny: see above
  expect: any
  origin: string
}

type PrivateDer = { testOnlyDerBase64: string; form: 'pkcs1' | 'pkcs8' }
type Vectors = {
  keys: Record<string, { publicKey: string; privateKey: PrivateDer }>
  wechatPay: Vector[]
  alipay: Vector[]
  paypal: Vector[]
}

const file: Vectors = JSON.parse(readFileSync(new URL('payment-vectors.json', import.meta.url), 'utf8'))

/** The throw-away key `merchant` (ours) or `platform` (the provider's) of the vectors. */
export function vectorKey(name: 'merchant' | 'platform'): { privateKey: KeyObject; publicKey: KeyObject } {
  const { publicKey, privateKey } = file.keys[name]!
  return {
    publicKey: createPublicKey(publicKey),
    privateKey: createPrivateKey({
      key: Buffer.from(privateKey.testOnlyDerBase64, 'base64'),
      format: 'der',
      type: privateKey.form,
    }),
  }
}

/** The vector of this name. @throws when there is none */
export function vector(group: 'wechatPay' | 'alipay' | 'paypal', name: string): Vector {
  const found = file[group].find((one) => one.name === name)
  if (!found) throw new Error(`there is no vector ${group} ${name}`)
  return found
}

/** Every vector of a group whose name begins so. */
export const vectorsOf = (group: 'wechatPay' | 'alipay' | 'paypal', prefix: string): Vector[] =>
  file[group].filter((one) => one.name.startsWith(prefix))
