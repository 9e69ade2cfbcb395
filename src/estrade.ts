import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { type App, assemble } from './app.ts'
import type { Config } from './config.ts'
import type { Doors } from './doors/doors.ts'
import { createFakeMail, type FakeMail } from './doors/fake-mail.ts'
import { createFakePayments, type FakePayments } from './doors/fake-payments.ts'
import { openFiles } from './doors/open-files.ts'
import { openProviders } from './doors/payments/providers.ts'
import { createWebPush } from './doors/push/push.ts'
import { vapidWith } from './doors/push/vapid.ts'
import { openRedisBus } from './lib/bus.ts'
import type { Clock } from './lib/clock.ts'
import { mountDocuments } from './lib/documents.ts'
import type { Edge } from './lib/http.ts'
import { startJobs } from './lib/jobs.ts'
import { sealWith } from './lib/seal.ts'
import { type Database, openDatabase } from './lib/sql.ts'
import { followWall, SteadyClock } from './lib/steady-clock.ts'
import { type MediaEngine, startMediaEngine } from './media/engine.ts'
import { Guard } from './media/guard.ts'
import { StoredHls } from './media/hls/stored.ts'
import { recordingsInFolder } from './media/recording/library.ts'
import { readSecret } from './modules/accounts/secret.ts'
import { createSignIn } from './modules/accounts/sign-in.ts'
import { booksDocuments } from './modules/books/documents.ts'
import { mountPictures } from './modules/catalog/pictures.ts'
import { codesDocuments } from './modules/codes/documents.ts'
import { mountShortLinks } from './modules/codes/short-links.ts'
import { mountEngines } from './modules/engines/webhooks.ts'
import { fulfilmentDocuments } from './modules/fulfilment/documents.ts'
import { hostsDocuments } from './modules/hosts/documents.ts'
import { invoicesDocuments } from './modules/invoices/documents.ts'
import { mountMailButton } from './modules/messaging/outside.ts'
import { ordersDocuments } from './modules/orders/export.ts'
import { mountWebhooks } from './modules/payments/webhooks.ts'
import { mountRecordings } from './modules/recordings/files.ts'
import { mountUnsubscribe, remindersDocuments } from './modules/reminders/outside.ts'
import { reportsDocuments } from './modules/reports/documents.ts'
import { spareTheUnwilling } from './modules/reports/touches.ts'
import { buildServer } from './server.ts'
import { showNamed } from './show-named.ts'
import { authorizeWith } from './streams.ts'

/** One running Estrade: the roles of its configuration, over one migrated database. */
export type Estrade = {
  app: App
  server: FastifyInstance
  database: Database
  doors: Doors
  /** Mails that the fake door kept; empty with a real one. */
  mails: FakeMail | undefined
  media: MediaEngine | undefined
  /** `http://localhost:4000`, once it listens. */
  url: string
  close(): Promise<void>
}

export type Options = {
  log: Logger
  /** Where the database answers; it has been migrated. */
  databaseUrl: string
  clock?: Clock
  /** The folder of the built web application. */
  web?: URL | undefined
  connections?: number
  /** More to mount: what benches measure beside us. */
  extra?: (server: FastifyInstance, whoOf: Edge['whoOf'], database: Database) => Promise<void>
}

/** Opens the doors, puts the modules together, and plays the roles it is told to. What fails half-way is undone. */
export async function openEstrade(config: Config, options: Options): Promise<Estrade> {
  const { log, clock = new SteadyClock(), databaseUrl, connections } = options
  await using opened = new AsyncDisposableStack()
  const database = openDatabase(databaseUrl, connections === undefined ? {} : { connections })
  opened.defer(() => database.close())
  const secret = await readSecret(config.dataFolder, config.secret)
  let url = config.publicUrl
  const { doors, mails, payments, closeDoors } = await openDoors(config, {
    database,
    clock,
    secret,
    baseUrl: () => url,
  })
  opened.defer(closeDoors)

  const media = config.roles.has('media') ? await startMedia(config, secret, database, clock, log) : undefined
  opened.defer(() => media?.stop())
  const live = onAir(media)
  const bus = config.redisUrl ? openRedisBus(config.redisUrl, log) : undefined
  opened.defer(() => bus?.close())
  const app = assemble({ database, doors, clock, log, publicUrl: config.publicUrl, secret, bus, media })
  opened.defer(() => app.close())
  const nobodyMinds = () => live.size === 0 && app.rooms.open().length === 0
  if (clock instanceof SteadyClock) opened.defer(followWall(clock, nobodyMinds, log))
  const server = await serve(config, options, { app, database, doors, clock, secret, payments, media })
  opened.defer(() => server.close())
  if (config.roles.has('web')) {
    // A room that lost its process knocks all at once: those who do not fit in the queue would wait a second or three.
    await server.listen({ port: config.port, host: config.host, backlog: 4096 })
    const { port } = server.server.address() as { port: number }
    if (config.port === 0) url = `http://localhost:${port}`
  }
  const { jobs, beats, mediaJobs, inCtx } = app
  const around = { database, doors, log, inCtx }
  if (config.roles.has('jobs')) {
    for (const worker of [await startJobs(jobs, beats, around), payments.start()]) opened.defer(() => worker.stop())
  } else if (mediaJobs.length > 0) {
    const worker = await startJobs(mediaJobs, [], around)
    opened.defer(() => worker.stop())
  }
  const closing = opened.move()
  return { app, server, database, doors, mails, media, url, close: () => closing.disposeAsync() }
}

/** The streams that this process's engine has on air. */
function onAir(media: MediaEngine | undefined): ReadonlySet<string> {
  const live = new Set<string>()
  media?.on((event) => {
    if (event.type === 'live.started' || event.type === 'live.resumed') live.add(event.streamId)
    if (event.type === 'live.ended') live.delete(event.streamId)
  })
  return live
}

type Inside = {
  app: App
  database: Database
  doors: Doors
  clock: Clock
  secret: string
  payments: FakePayments
  media: MediaEngine | undefined
}

/** Files that people take away: lists, labels, invoices. */
const documents = [
  ...[...ordersDocuments, ...fulfilmentDocuments, ...invoicesDocuments],
  ...[...remindersDocuments, ...codesDocuments, ...reportsDocuments, ...hostsDocuments, ...booksDocuments(showNamed)],
]

/** The HTTP surface with everything that is mounted on it. */
async function serve(config: Config, { log, web, extra }: Options, inside: Inside): Promise<FastifyInstance> {
  const { app, database, doors, clock, secret, payments, media } = inside
  const { inCtx } = app
  const { publicUrl, limits, trustProxy } = config
  const signIn = createSignIn({ database, inCtx, publicUrl, secret, clock, limits, log })
  const around = { database, doors, clock, log, limits, whoOf: signIn.whoOf, subjects: app.subjects }
  const server = await buildServer({
    ...{ app, database, doors, clock, log, web, limits, trustProxy },
    whoOf: signIn.whoOf,
    mounts: [
      (on) => signIn.mount(on),
      (on) => spareTheUnwilling(on),
      (on) => mountPictures(on, { database, doors, whoOf: signIn.whoOf, clock, limits }),
      (on) => mountRecordings(on, { database, doors, whoOf: signIn.whoOf }),
      (on) => mountDocuments(on, documents, around),
      (on) => mountWebhooks(on, { doors, clock, inCtx }),
      (on) => mountEngines(on, { inCtx }),
      (on) => mountUnsubscribe(on, { inCtx }),
      (on) => mountMailButton(on, { inCtx }),
      (on) => mountShortLinks(on, { inCtx }),
      (on) => payments.mount(on),
      (on) => extra?.(on, signIn.whoOf, database),
    ],
    mediaOrigin: media && (() => media.origin()),
    storedHls: media || !config.mediaToFiles ? undefined : storedHls(config, doors, secret, clock),
  })
  server.addHook('onClose', () => signIn.close())
  return server
}

/** Serves the shows of media processes elsewhere. Only public ones are there. */
function storedHls({ playbackPages: pages }: Config, { files }: Doors, secret: string, { now }: Clock): StoredHls {
  return new StoredHls({ files, gate: new Guard({ secret, pages, now }).gate })
}

async function startMedia(
  config: Config,
  secret: string,
  database: Database,
  clock: Clock,
  log: Logger,
): Promise<MediaEngine> {
  const media = await startMediaEngine({
    authorize: authorizeWith(database, clock, (streamId) => media.throwOut(streamId)),
    udpPort: config.mediaUdpPort,
    ...(config.mediaRtmpPort !== undefined && { rtmpPort: config.mediaRtmpPort }),
    ...(config.mediaSrtPort !== undefined && { srtPort: config.mediaSrtPort }),
    ...(config.mediaSrtPassphrase && { srtPassphrase: config.mediaSrtPassphrase }),
    ...(config.mediaAddress && { announceAddress: config.mediaAddress }),
    ladder: config.mediaLadder,
    ...(config.mediaToFiles && { files: config.files }),
    playbackSecret: secret,
    playbackPages: config.playbackPages,
    dataFolder: config.dataFolder,
    ...{ log, ...(clock instanceof SteadyClock && { clock }) },
  })
  return media
}

async function openDoors(
  config: Config,
  needs: { database: Database; clock: Clock; secret: string; baseUrl: () => string },
) {
  const providers = await openProviders(config.payments, { ...needs, fetch })
  const payments = createFakePayments({
    ...needs,
    // Beside providers that move money the fake takes nothing new; what it was asked for before it still answers.
    methods: providers.length > 0 ? [] : ['card'],
    post: async (url, headers, body) =>
      (await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5000) })).status,
  })
  const mails = config.smtpUrl
    ? undefined
    : createFakeMail({ folder: join(config.dataFolder, 'fake-mail'), clock: needs.clock })
  const push = createWebPush({
    ...{ vapid: vapidWith(needs.secret, config.pushContact), seal: sealWith(needs.secret) },
    ...{ clock: needs.clock, allowed: config.pushHosts },
  })
  const doors: Doors = {
    payments: [...providers, payments],
    mail: mails ?? (await smtpMail(config)),
    push,
    labels: printLabels,
    files: openFiles(config.files),
    recordings: recordingsInFolder(join(config.dataFolder, 'recordings')),
    urlOf: (path) => needs.baseUrl() + path,
    seal: (text) => createHmac('sha256', needs.secret).update(text).digest('base64url'),
  }
  return { doors, mails, payments, closeDoors: () => push.close() }
}

/** PDF is loaded when somebody prints. */
const printLabels: Doors['labels'] = {
  print: async (...wish) => (await import('./doors/print-it-yourself.ts')).printItYourself.print(...wish),
}

/** Loaded only where mail leaves by SMTP. */
async function smtpMail({ smtpUrl, mailFrom }: Config) {
  const { createMail } = await import('./doors/mail.ts')
  return createMail({ url: smtpUrl!, from: mailFrom })
}
