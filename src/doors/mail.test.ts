import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testClock } from '../lib/clock.ts'
import { createFakeMail } from './fake-mail.ts'
import { createMail } from './mail.ts'

const mail = { key: 'code-1', to: 'dana@example.com', subject: 'Prêt', text: 'plain words', html: '<p>words</p>' }

/** A mail server that knows every mailbox but `nobody@…`, as far as RFC 5321 is needed here. */
async function postOffice(): Promise<{ url: string; received: string[]; recipients: string[]; close(): void }> {
  const received: string[] = []
  const recipients: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    let pending = ''
    let body: string[] | undefined
    const line = (text: string) => {
      if (body) {
        if (text !== '.') return void body.push(text)
        received.push(body.join('\n'))
        body = undefined
        return void socket.write('250 kept\r\n')
      }
      const verb = text.slice(0, 4).toUpperCase()
      if (verb === 'RCPT') {
        if (text.includes('nobody@')) return void socket.write('550 no such mailbox\r\n')
        recipients.push(text)
      }
      if (verb === 'DATA') {
        body = []
        return void socket.write('354 go on\r\n')
      }
      socket.write('250 ok\r\n')
    }
    socket.on('data', (bytes) => {
      const lines = (pending + bytes.toString('latin1')).split('\r\n')
      pending = lines.pop()!
      lines.forEach(line)
    })
    socket.on('error', () => {})
    socket.write('220 test\r\n')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as { port: number }
  const close = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { url: `smtp://127.0.0.1:${port}`, received, recipients, close }
}

test('a mail leaves with both its forms and an id made of its key', async () => {
  const office = await postOffice()
  const door = createMail({ url: office.url, from: 'Alma <hello@alma.example>' })
  try {
    await door.send(mail)
    const [text] = office.received
    assert.match(text!, /^Message-ID: <code-1@alma\.example>$/im)
    assert.match(text!, /^From: Alma <hello@alma\.example>$/im)
    assert.match(text!, /^Subject: =\?UTF-8\?/im)
    assert.match(text!, /text\/plain/)
    assert.match(text!, /text\/html/)
  } finally {
    door.close()
    office.close()
  }
})

test('mail programs are told where their own button ends it, and take an appointment from a mail', async () => {
  const office = await postOffice()
  const door = createMail({ url: office.url, from: 'hello@alma.example' })
  try {
    const calendar = { method: 'CANCEL', text: 'BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n' } as const
    await door.send({ ...mail, unsubscribeUrl: 'https://alma.example/u/token', calendar })
    const [text] = office.received
    assert.equal(text!.match(/^List-Unsubscribe:/gim)!.length, 1)
    assert.match(text!, /^List-Unsubscribe: <https:\/\/alma\.example\/u\/token>$/m)
    assert.match(text!, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
    assert.match(text!, /text\/calendar;[\s\S]*method=CANCEL/)
  } finally {
    door.close()
    office.close()
  }
})

test('an address cannot smuggle in another recipient', async () => {
  const office = await postOffice()
  const door = createMail({ url: office.url, from: 'hello@alma.example' })
  try {
    await door.send({ ...mail, to: 'dana@example.com, eve@example.com' }).catch(() => {})
    assert.ok(!office.recipients.some((line) => line.includes('<eve@example.com>')), office.recipients.join())
  } finally {
    door.close()
    office.close()
  }
})

test('a mailbox that the transport refuses is an error', async () => {
  const office = await postOffice()
  const door = createMail({ url: office.url, from: 'hello@alma.example' })
  try {
    await assert.rejects(door.send({ ...mail, to: 'nobody@example.com' }), /550/)
  } finally {
    door.close()
    office.close()
  }
})

test('the fake keeps each mail once, also over a restart, and says that it is a fake', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-mail-'))
  const clock = testClock()
  try {
    const before = createFakeMail({ folder: join(folder, 'fake-mail'), clock })
    assert.deepEqual(await before.list(), [])
    await before.send(mail)
    clock.advance(1000)
    const afterwards = createFakeMail({ folder: join(folder, 'fake-mail'), clock })
    await afterwards.send(mail)
    await afterwards.send({ ...mail, key: '../code/2', to: 'carl@example.com' })
    assert.deepEqual(
      (await afterwards.list()).map(({ key, fake }) => ({ key, fake })),
      [
        { key: '../code/2', fake: true },
        { key: 'code-1', fake: true },
      ],
    )
    assert.equal(before.sent.length, 1)
    assert.equal(afterwards.sent.length, 1)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the fake refuses bounce@ as a mail server refuses an unknown mailbox', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'estrade-mail-'))
  const door = createFakeMail({ folder, clock: testClock() })
  try {
    await assert.rejects(door.send({ ...mail, to: 'bounce@example.com' }), /550/)
    assert.deepEqual(await door.list(), [])
  } finally {
    await rm(folder, { recursive: true })
  }
})
