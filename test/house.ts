import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { type Api, api } from '../src/api.ts'
import { type Config, readConfig } from '../src/config.ts'
import type { Ctx } from '../src/ctx.ts'
import { type Estrade, openEstrade } from '../src/estrade.ts'
import { type Call, createClient } from '../src/lib/client.ts'
import { runBeat, runDueJobs } from '../src/lib/jobs.ts'
import type { SteadyClock } from '../src/lib/steady-clock.ts'
import { testDatabase } from './postgres.ts'

/** A caller with a cookie of its own, over real HTTP. */
export type Person = {
  call: Call<Api>
  cookie: string
  personId: string
  fetch(path: string, init?: RequestInit): Promise<Response>
}

export type House = AsyncDisposable & {
  estrade: Estrade
  url: string
  log: pino.Logger
  /** Nobody: no session. */
  anyone: Person
  /** A guest with a session of their own. */
  guest(): Promise<Person>
  signIn(email: string, password: string): Promise<Person>
  /** As whoever calls: a guest becomes the account. */
  signUp(name: string, email: string, password: string, as?: Person): Promise<Person>
  /** Runs `work` in one transaction, as the house. */
  inCtx<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  /** Runs every job that is due, and those they enqueue, to the end. */
  idle(): Promise<void>
  /** Keeps one beat, now. */
  beat(name: string): Promise<void>
}

export type HouseOptions = {
  /** Plays these roles by itself; jobs run when the test says `idle()` unless it plays `jobs`. */
  roles?: string
  web?: boolean
  databaseUrl?: string
  dataFolder?: string
  env?: Record<string, string>
  clock?: SteadyClock
}

const paths = Object.fromEntries(Object.entries(api).map(([operation, route]) => [operation, route.path]))

/** The whole app on a cloned database and a free port. `await using house = await openHouse()`. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const database = options.databaseUrl ? undefined : await testDatabase()
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'estrade-')))
  const config: Config = {
    ...readConfig({
      ...{ PORT: '0', HOST: '127.0.0.1', ESTRADE_LIMITS: '0', ESTRADE_ROLES: options.roles ?? 'web,rooms' },
      ...{
        ESTRADE_DATA: dataFolder,
        ESTRADE_MEDIA_UDP_PORT: '0',
        ESTRADE_MEDIA_RTMP_PORT: '0',
        ESTRADE_MEDIA_LADDER: 'off',
        ...options.env,
      },
    }),
  }
  const log = pino({ level: process.env.LOG_LEVEL ?? 'fatal' })
  const databaseUrl = options.databaseUrl ?? database!.url
  const web = options.web ? new URL('../web/build/', import.meta.url) : undefined
  const { clock } = options
  const estrade = await openEstrade(config, { log, databaseUrl, web, connections: 12, ...(clock && { clock }) })
  const { app, doors, url } = estrade
  const around = { database: estrade.database, doors, log, inCtx: app.inCtx }
  return {
    ...{ estrade, url, log, inCtx: app.inCtx },
    anyone: personWith(url, '', ''),
    guest: () => enter(url, '/sign-in/anonymous', {}),
    signIn: (email, password) => enter(url, '/sign-in/email', { email, password }),
    signUp: (name, email, password, as) => enter(url, '/sign-up/email', { name, email, password }, as),
    idle: () => runDueJobs(app.jobs, around),
    async beat(name) {
      const beat = app.beats.find((one) => one.name === name)
      if (!beat) throw new Error(`there is no beat ${name}`)
      await runBeat(beat, around)
    },
    async [Symbol.asyncDispose]() {
      await estrade.close()
      await database?.drop()
      if (!options.dataFolder) await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

function personWith(url: string, cookie: string, personId: string): Person {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...init, headers: { ...(init.headers as object), ...(cookie && { cookie }) } })
  return { cookie, personId, fetch: ask, call: createClient<Api>(paths, (path, init) => ask(path, init)) }
}

async function enter(url: string, path: string, body: object, as?: Person): Promise<Person> {
  const response = await fetch(`${url}/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...(as && { cookie: as.cookie }) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const person = personWith(url, cookie, '')
  const me = await person.call('accounts.me', {})
  return personWith(url, cookie, me.person!.personId)
}

/** Follows a room over a real socket and keeps what it hears. */
export async function watchRoom(house: { url: string }, showId: string, cursors = { e: 0, c: 0 }) {
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/rooms/${showId}?e=${cursors.e}&c=${cursors.c}`)
  type Event = { seq: number; at: string; type: string; body: never }
  const heard: { e: Event[]; c: Event[] } = { e: [], c: [] }
  const waiting = new Set<() => void>()
  socket.onmessage = (message) => {
    const frame = JSON.parse(String(message.data)) as Partial<typeof heard>
    heard.e.push(...(frame.e ?? []))
    heard.c.push(...(frame.c ?? []))
    for (const check of waiting) check()
  }
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve()
    socket.onerror = () => reject(new Error('the room did not open'))
  })
  return {
    heard,
    socket,
    /** Resolves with the first event of that type that fits, past or future. */
    until: (type: string, fits: (body: never) => boolean = () => true) =>
      new Promise<Event>((resolve) => {
        const check = () => {
          const event = [...heard.e, ...heard.c].find((one) => one.type === type && fits(one.body))
          if (!event) return
          waiting.delete(check)
          resolve(event)
        }
        waiting.add(check)
        check()
      }),
    close: () => socket.close(),
  }
}
