import type { KeyObject } from 'node:crypto'
import * as plugin from 'wechatpay-axios-plugin'

/** The parts of wechatpay-axios-plugin that make and check messages independently of ours; its own types miss some. */
type Peer = {
  Rsa: {
    sign(message: string, privateKey: KeyObject): string
    verify(message: string, signature: string, publicKey: KeyObject): boolean
    decrypt(ciphertext: string, privateKey: KeyObject): string
  }
  AesGcm: {
    encrypt(text: string, key: string, nonce: string, associated?: string): string
    decrypt(ciphertext: string, key: string, nonce: string, associated?: string): string
  }
  Formatter: {
    request(method: string, target: string, timestamp: string, nonce: string, body?: string): string
    response(timestamp: string, nonce: string, body?: string): string
    joinedByLineFeed(...pieces: string[]): string
    nonce(size?: number): string
    castCsvBill(bill: Buffer): { rows: Record<string, string>[]; summary: Record<string, string> }
  }
}

const { Rsa, Formatter, Aes } = plugin as unknown as Omit<Peer, 'AesGcm'> & { Aes: Pick<Peer, 'AesGcm'> }
export const peer: Peer = { Rsa, Formatter, AesGcm: Aes.AesGcm }
