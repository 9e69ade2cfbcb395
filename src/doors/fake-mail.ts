import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../lib/clock.ts'
import type { Mail, MailDoor } from './doors.ts'

/** A mail that went nowhere. */
type KeptMail = Mail & { at: string; fake: true }

/**
 * Mail that goes nowhere and says so: each is kept as one JSON file. An address that begins `bounce@` is refused, as a
 * mail server refuses an unknown mailbox.
 */
export type FakeMail = MailDoor & {
  /** What this process has sent, the oldest first. */
  readonly sent: Mail[]
  /** What any process has sent, the newest first, at most `most`. */
  list(most?: number): Promise<KeptMail[]>
}

/** @param wish.folder where the mails are kept: `<dataFolder>/fake-mail` */
export function createFakeMail(wish: { folder: string; clock: Clock }): FakeMail {
  const sent: Mail[] = []
  return {
    sent,
    async send(mail) {
      if (/^bounce@/i.test(mail.to)) throw new Error(`550 5.1.1 <${mail.to}> no such mailbox (this mail is a fake)`)
      const kept: KeptMail = { ...mail, at: wish.clock.now().toISOString(), fake: true }
      await mkdir(wish.folder, { recursive: true })
      if (await writeOnce(join(wish.folder, `${encodeURIComponent(mail.key)}.json`), kept)) sent.push(mail)
    },
    async list(most = 100) {
      const names = await readdir(wish.folder).catch(noFolder)
      const mails = await Promise.all(
        names
          .filter((name) => name.endsWith('.json'))
          .map(async (name) => JSON.parse(await readFile(join(wish.folder, name), 'utf8')) as KeptMail),
      )
      return mails.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, most)
    },
  }
}

/** @returns false when a mail with this key is there already */
async function writeOnce(path: string, mail: KeptMail): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(mail, null, 2), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function noFolder(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}
