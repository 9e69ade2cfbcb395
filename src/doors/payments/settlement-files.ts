import { gunzipSync } from 'node:zlib'
import type { SettlementRow } from '../doors.ts'
import { readBill as readAlipayBill } from './alipay/bill.ts'
import { filesInZip } from './alipay/zip.ts'
import { readBalanceFile } from './stripe/balance-file.ts'
import { readBill as readWeChatBill } from './wechat-pay/bill.ts'

/** Whose settlement files can be read. */
export const settlementProviders = ['stripe', 'wechat-pay', 'alipay'] as const

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b
const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * Reads a settlement file as its provider hands it out, packed or not: Stripe's balance transactions (CSV), WeChat Pay's
 * trade bill (CSV, or gzip), Alipay's (CSV in GBK, or the zip of its files).
 * @throws ProviderTrouble `unreadable`
 */
export function readSettlementFile(provider: (typeof settlementProviders)[number], bytes: Uint8Array): SettlementRow[] {
  const plain = isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: 64 * 1024 * 1024 }) : bytes
  if (provider === 'stripe') return readBalanceFile(plain)
  if (provider === 'wechat-pay') return readWeChatBill(plain)
  const files = isZip(plain) ? filesInZip(Buffer.from(plain)).map((file) => file.bytes) : [plain]
  return files.flatMap((file) => readAlipayBill(file))
}
