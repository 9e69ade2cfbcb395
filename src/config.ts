import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { FilesSettings } from './doors/open-files.ts'
import { type PaymentSettings, readPaymentSettings } from './doors/payments/providers.ts'

/** Every setting, its default, what it means. Read once, at the start, from the environment. */
export type Config = {
  /** `PORT`: where people come in. */
  port: number
  /** `HOST`: the address to listen on. */
  host: string
  /** `ESTRADE_DATA`: the folder that holds everything: database, pictures, recordings, keys. */
  dataFolder: string
  /** `DATABASE_URL`: an outside PostgreSQL (15 or later). Without it Estrade runs its own in the data folder. */
  databaseUrl: string | undefined
  /** `REDIS_URL`: a Redis or Valkey that carries news between several processes, quicker than PostgreSQL. It keeps nothing. */
  redisUrl: string | undefined
  /** `ESTRADE_URL`: how people reach this install, for links in mails and returns from payment. */
  publicUrl: string
  /** `ESTRADE_ROLES`: which roles this process plays: web, rooms, jobs, media. */
  roles: ReadonlySet<Role>
  /** `ESTRADE_MEDIA_UDP_PORT`: one UDP port for all WebRTC publishers. */
  mediaUdpPort: number
  /** `ESTRADE_MEDIA_RTMP_PORT`: where encoders such as OBS send; `off` for none. */
  mediaRtmpPort: number | undefined
  /** `ESTRADE_MEDIA_ADDRESS`: the address announced to publishers, when this machine stands behind NAT. */
  mediaAddress: string | undefined
  /** `ESTRADE_MEDIA_SRT_PORT`: the UDP port on which encoders publish by SRT; off when left out. */
  mediaSrtPort: number | undefined
  /** `ESTRADE_MEDIA_SRT_PASSPHRASE`: 10 to 79 characters that SRT is encrypted with; senders must know it then. */
  mediaSrtPassphrase: string | undefined
  /** `ESTRADE_MEDIA_LADDER`: `on` makes smaller renditions of every stream, `off` none; on where there is more than one core. */
  mediaLadder: boolean
  /** `ESTRADE_MEDIA_TO_FILES`: `on` puts public shows where files lie as well, so that processes without `media` serve them. */
  mediaToFiles: boolean
  /** `S3_BUCKET`, `S3_ENDPOINT`, `S3_REGION`, `S3_ACCESS_KEY_ID`, `S3_SECRET_ACCESS_KEY`: files lie in a bucket; else in the data folder. */
  files: FilesSettings
  /** `ESTRADE_PLAYBACK_PAGES`: origins, separated by commas, whose pages alone may show our pictures, besides our own. */
  playbackPages: string[]
  /** `ESTRADE_SECRET`: signs cookies. Without it one is made at the first start and kept in the data folder. */
  secret: string | undefined
  /** `ESTRADE_LIMITS`: multiplies every rate limit; 0 switches them off. */
  limits: number
  /** `ESTRADE_TRUST_PROXY`: believe `X-Forwarded-*` from a proxy in front. */
  trustProxy: boolean
  /** `STRIPE_…`, `PAYPAL_…` and others: see docs/operating.md. Without any, payments are fake and say so. */
  payments: PaymentSettings
  /** `ESTRADE_FAKE_DOORS`: payments and mail are fakes that say so. On in the demo and in tests. */
  fakeDoors: boolean
  /** `SMTP_URL`: where mail goes out, `smtp://user:password@host:587`. */
  smtpUrl: string | undefined
  /** `ESTRADE_MAIL_FROM`: the sender of mails. */
  mailFrom: string
  /** `ESTRADE_PUSH_CONTACT`: `mailto:` or `https:`, told to push services; the sender of mails unless it is said. */
  pushContact: string
  /** `ESTRADE_PUSH_HOSTS`: push services within the own network, `host:port` separated by commas: no others there are reached. */
  pushHosts: ReadonlySet<string>
  /** `LOG_LEVEL`: fatal, error, warn, info, debug. */
  logLevel: string
}

function filesOf(env: Record<string, string | undefined>): FilesSettings {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!bucket) return { folder: resolve(env.ESTRADE_DATA || 'data', 'files') }
  if (!accessKeyId || !secretAccessKey) throw new Error('S3_BUCKET wants S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY')
  const region = env.S3_REGION || 'us-east-1'
  const endpoint = env.S3_ENDPOINT || `https://s3.${region}.amazonaws.com`
  if (!URL.canParse(endpoint)) throw new Error(`S3_ENDPOINT must be an address, not "${endpoint}"`)
  return { s3: { bucket, endpoint, region, accessKeyId, secretAccessKey } }
}

export type Role = 'web' | 'rooms' | 'jobs' | 'media'
const allRoles: readonly Role[] = ['web', 'rooms', 'jobs', 'media']

function wholeNumber(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined || value === '') return fallback
  if (!/^\d{1,7}$/.test(value)) throw new Error(`${name} must be a whole number, not "${value}"`)
  return Number(value)
}

function onOrOff(name: string, value: string | undefined, fallback: boolean): boolean {
  if (value === undefined || value === '') return fallback
  if (value !== 'on' && value !== 'off') throw new Error(`${name} is on or off, not "${value}"`)
  return value === 'on'
}

/** None means all; a list always has our own pages in it. */
function pagesOf(value: string | undefined, ownUrl: string): string[] {
  const pages = (value ?? '').split(',').map((page) => page.trim())
  const named = pages.filter((page) => page !== '')
  return named.length === 0 ? [] : [...named, ownUrl].map((page) => originOf(page))
}

function pushContactOf(env: Record<string, string | undefined>): string {
  const contact = env.ESTRADE_PUSH_CONTACT
  if (contact && !/^(mailto:\S+@|https:\/\/)\S+$/.test(contact))
    throw new Error(`ESTRADE_PUSH_CONTACT wants mailto: or https:, not "${contact}"`)
  return contact || `mailto:${/[\w.+-]+@[\w.-]+/.exec(env.ESTRADE_MAIL_FROM ?? '')?.[0] ?? 'no-reply@localhost'}`
}

function originOf(page: string): string {
  const origin = URL.parse(page)?.origin
  if (!origin || origin === 'null')
    throw new Error(`ESTRADE_PLAYBACK_PAGES wants origins like https://shop.example, not "${page}"`)
  return origin
}

function rolesOf(value: string | undefined): ReadonlySet<Role> {
  const wanted = value ? value.split(',').map((role) => role.trim()) : allRoles
  for (const role of wanted) {
    if (!allRoles.includes(role as Role)) throw new Error(`ESTRADE_ROLES knows ${allRoles.join(', ')}, not "${role}"`)
  }
  return new Set(wanted as Role[])
}

/** @throws a sentence a person can act on, when a setting makes no sense. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const port = wholeNumber('PORT', env.PORT, 4000)
  const rtmp = env.ESTRADE_MEDIA_RTMP_PORT
  return {
    port,
    host: env.HOST || '0.0.0.0',
    dataFolder: resolve(env.ESTRADE_DATA || 'data'),
    databaseUrl: env.DATABASE_URL || undefined,
    redisUrl: env.REDIS_URL || undefined,
    publicUrl: (env.ESTRADE_URL || `http://localhost:${port}`).replace(/\/$/, ''),
    roles: rolesOf(env.ESTRADE_ROLES),
    mediaUdpPort: wholeNumber('ESTRADE_MEDIA_UDP_PORT', env.ESTRADE_MEDIA_UDP_PORT, port + 1),
    mediaRtmpPort: rtmp === 'off' ? undefined : wholeNumber('ESTRADE_MEDIA_RTMP_PORT', rtmp, 1935),
    mediaSrtPort: env.ESTRADE_MEDIA_SRT_PORT
      ? wholeNumber('ESTRADE_MEDIA_SRT_PORT', env.ESTRADE_MEDIA_SRT_PORT, 0)
      : undefined,
    mediaSrtPassphrase: env.ESTRADE_MEDIA_SRT_PASSPHRASE || undefined,
    mediaAddress: env.ESTRADE_MEDIA_ADDRESS || undefined,
    mediaLadder: onOrOff('ESTRADE_MEDIA_LADDER', env.ESTRADE_MEDIA_LADDER, availableParallelism() > 1),
    mediaToFiles: onOrOff('ESTRADE_MEDIA_TO_FILES', env.ESTRADE_MEDIA_TO_FILES, false),
    files: filesOf(env),
    playbackPages: pagesOf(env.ESTRADE_PLAYBACK_PAGES, env.ESTRADE_URL || `http://localhost:${port}`),
    secret: env.ESTRADE_SECRET || undefined,
    limits: wholeNumber('ESTRADE_LIMITS', env.ESTRADE_LIMITS, 1),
    trustProxy: env.ESTRADE_TRUST_PROXY === '1',
    payments: readPaymentSettings(env),
    fakeDoors: env.ESTRADE_FAKE_DOORS === '1',
    smtpUrl: env.SMTP_URL || undefined,
    mailFrom: env.ESTRADE_MAIL_FROM || 'Estrade <no-reply@localhost>',
    pushContact: pushContactOf(env),
    pushHosts: new Set((env.ESTRADE_PUSH_HOSTS ?? '').split(',').flatMap((host) => host.trim() || [])),
    logLevel: env.LOG_LEVEL || 'info',
  }
}
