import assert from 'node:assert/strict'
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import type { Ctx, Who } from '../src/ctx.ts'
import type { Doors, Mail } from '../src/doors/doors.ts'
import { systemClock } from '../src/lib/clock.ts'
import { answerFailures, ctxOver } from '../src/lib/http.ts'
import { runDueJobs } from '../src/lib/jobs.ts'
import { type Database, openDatabase } from '../src/lib/sql.ts'
import { accountsJobs } from '../src/modules/accounts/jobs.ts'
import { createSignIn, type SignIn } from '../src/modules/accounts/sign-in.ts'
import { testDatabase } from './postgres.ts'

/** For tests: signing in on a bare server and a real database, with browsers that keep cookies. */
export type SignInHouse = {
  database: Database
  signIn: SignIn
  app: FastifyInstance
  inCtx<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  browser(address?: string): Browser
  /** A browser of somebody who has just signed up. */
  signUp(email: string): Promise<Browser>
  /** Works off the jobs and returns the mails they sent. */
  mails(): Promise<Mail[]>
  /** The code in the only mail to this address that has just gone out. */
  codeFor(email: string): Promise<string>
  close(): Promise<void>
}

type Browser = {
  cookie: string | undefined
  headers: Record<string, string>
  post(path: string, body?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  who(): Promise<Who>
  person(): Promise<Extract<Who, { kind: 'person' }>>
}

export const password = 'a long enough password'

const secret = 'only for tests, but long and mixed: 7Fq2-Zk9w-1bXe-Ruv4'

export async function openSignIn(options: { limits?: number; publicUrl?: string } = {}): Promise<SignInHouse> {
  const { url, drop } = await testDatabase()
  const database = openDatabase(url, { connections: 8 })
  const sent: Mail[] = []
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const doors = { mail: { send: async (mail: Mail) => void sent.push(mail) } } as unknown as Doors
  const inCtx = <T>(work: (ctx: Ctx) => Promise<T>) =>
    database.write((sql) => work(ctxOver(sql, { kind: 'house' }, { doors, log, clock: systemClock })))
  const publicUrl = options.publicUrl ?? 'http://localhost:4500'
  const limits = options.limits ?? 0
  const signIn = createSignIn({ database, inCtx, publicUrl, secret, clock: systemClock, limits, log })
  const app = Fastify()
  answerFailures(app)
  signIn.mount(app)
  await app.ready()
  const open = (address = '192.0.2.1') => browser(app, signIn, address)
  const mails = async () => {
    await runDueJobs(accountsJobs, { database, doors, log, inCtx })
    return sent.splice(0)
  }
  return {
    database,
    signIn,
    app,
    inCtx,
    browser: open,
    async signUp(email) {
      const one = open()
      const answer = await one.post('/sign-up/email', { name: 'Dana', email, password })
      assert.equal(answer.statusCode, 200, answer.body)
      return one
    },
    mails,
    async codeFor(email) {
      const toThem = (await mails()).filter((mail) => mail.to === email)
      assert.equal(toThem.length, 1)
      return /\d{6}/.exec(toThem[0]!.text)![0]
    },
    async close() {
      await app.close()
      await signIn.close()
      await database.close()
      await drop()
    },
  }
}

function browser(app: FastifyInstance, signIn: SignIn, remoteAddress: string): Browser {
  const self: Browser = {
    cookie: undefined,
    headers: { host: 'localhost:4500', origin: 'http://localhost:4500' },
    async post(path, body = {}, headers = {}) {
      const response = await app.inject({
        method: 'POST',
        url: `/api/auth${path}`,
        remoteAddress,
        headers: {
          ...self.headers,
          ...headers,
          'content-type': 'application/json',
          ...(self.cookie && { cookie: self.cookie }),
        },
        payload: JSON.stringify(body),
      })
      for (const line of [response.headers['set-cookie'] ?? []].flat()) {
        if (!line.startsWith(`${signIn.cookieName}=`)) continue
        const value = line.slice(0, line.indexOf(';'))
        self.cookie = /max-age=0/i.test(line) ? undefined : value
      }
      return response
    },
    who: () => signIn.whoOf({ headers: { cookie: self.cookie } }),
    async person() {
      const who = await self.who()
      assert.ok(who.kind === 'person')
      return who
    },
  }
  return self
}
