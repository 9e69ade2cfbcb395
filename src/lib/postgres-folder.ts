import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A sentence for whoever started us: what is wrong and the way out. To be printed without a stack. */
export class StartRefused extends Error {
  override name = 'StartRefused'
}

/** Where everything of the embedded database lies. */
export type Folder = {
  root: string
  /** Postgres' own data directory. */
  cluster: string
  access: string
  port: string
  log: string
  /** Postgres settings of the operator's own, read last. May be missing. */
  local: string
}

/** Creates the folder when missing. Others may pass through it (the system user of Postgres does), not list it. */
export function openFolder(path: string): Folder {
  if (!existsSync(path)) {
    mkdirSync(path, { recursive: true })
    chmodSync(path, 0o711)
  }
  const root = realpathSync(path)
  return {
    root,
    cluster: join(root, 'cluster'),
    access: join(root, 'access.json'),
    port: join(root, 'port'),
    log: join(root, 'server.log'),
    local: join(root, 'local.conf'),
  }
}

/**
 * Holds the folder for this process until released, or until the process dies in whatever way.
 * SQLite brings the only file lock within Node's own library that the kernel releases by itself.
 * @throws StartRefused when another process holds it.
 */
export function lockFolder(folder: Folder): () => void {
  const holder = join(folder.root, 'app.pid')
  const lock = new DatabaseSync(join(folder.root, 'lock'))
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== 5) throw error
    const pid = existsSync(holder) ? readFileSync(holder, 'utf8').trim() : 'unknown'
    throw new StartRefused(
      `Another Estrade (process ${pid}) is already running on ${folder.root}. ` +
        'Stop it first, or give this one a folder of its own with ESTRADE_DATA.',
    )
  }
  writeOwned(folder, holder, `${process.pid}\n`)
  return () => lock.close()
}

/** Passwords of the two roles: `admin` owns the server, `app` owns the app's database and nothing else. */
export type Access = { admin: string; app: string }

/** Reads the passwords, or makes them up when there is no cluster yet. @throws StartRefused when they were lost. */
export function accessOf(folder: Folder): Access {
  if (existsSync(folder.access)) return JSON.parse(readFileSync(folder.access, 'utf8')) as Access
  if (existsSync(folder.cluster)) {
    throw new StartRefused(
      `${folder.access} is missing: it holds the passwords of the database beside it. Put it back from your backup.`,
    )
  }
  const access = { admin: secret(), app: secret() }
  writeOwned(folder, folder.access, `${JSON.stringify(access)}\n`)
  return access
}

/** Writes a private file. Root leaves it to whoever owns the folder, so that an ordinary user can go on with it. */
export function writeOwned(folder: Folder, path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600, flush: true })
  leaveToOwner(folder, path)
}

export function leaveToOwner(folder: Folder, path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(folder.root)
  chownSync(path, uid, gid)
}

const secret = () => randomBytes(24).toString('base64url')
