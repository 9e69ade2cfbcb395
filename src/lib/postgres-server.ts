import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Folder, leaveToOwner, StartRefused } from './postgres-folder.ts'
import { environment, pathFor, type Seat } from './postgres-seat.ts'

/** A postmaster: one we started, or (without `child`) one that a killed app left behind. */
export type Server = { pid: number; port: number; child?: ChildProcess }

const pollMs = 15
const logBytesMax = 10_000_000

/** Runs the server of the folder. @throws BusyPort, or Error with the server's own last words. */
export async function launch(folder: Folder, seat: Seat, port: number, readyMsMax = 120_000): Promise<Server> {
  if (leftBehind(folder)) throw new StillLeaving('the server of before is still there')
  const log = openLog(folder)
  const child = spawn(join(seat.programs, 'postgres'), ['-D', pathFor(seat, folder.cluster), '-p', String(port)], {
    ...seat.runAs,
    cwd: folder.cluster,
    env: environment,
    // A session of its own: the terminal's Ctrl-C is for the app, which still needs its database to finish.
    detached: true,
    // To a file and not to us: a pipe would break when the app is killed.
    stdio: ['ignore', log.fd, log.fd],
  })
  closeSync(log.fd)
  child.unref()
  const failed = new Promise<Error>((resolve) => child.once('error', resolve))
  const deadline = performance.now() + readyMsMax
  while (performance.now() < deadline) {
    if (child.pid === undefined) throw await failed
    if (exited(child)) throw startFailure(logSince(folder, log.from), port)
    const notes = pidFile(folder)
    if (notes?.pid === child.pid && notes.ready) return { pid: child.pid, port, child }
    await pause(pollMs)
  }
  child.kill('SIGQUIT')
  throw new Error(`the database was not ready within ${readyMsMax} ms:\n${logSince(folder, log.from)}`)
}

export class BusyPort extends StartRefused {}

/** Processes of a killed postmaster are still going: trying again soon is the answer. */
export class StillLeaving extends Error {}

function startFailure(words: string, port: number): Error {
  if (/could not bind/.test(words))
    return new BusyPort(`Port ${port} on 127.0.0.1 is taken: the database cannot use it.`)
  if (/pre-existing shared memory block/.test(words)) return new StillLeaving(words)
  return new Error(`the database did not start:\n${words}`)
}

/** Asks the server to end now, cutting its sessions; insists when it does not within `politeMs`. */
export async function halt(folder: Folder, server: Server, politeMs = 3000): Promise<void> {
  for (const [signal, patienceMs] of [
    // SIGQUIT skips the last checkpoint: nothing committed is lost, the next start replays the log.
    ['SIGINT', politeMs],
    ['SIGQUIT', 1500],
    ['SIGKILL', 1500],
  ] as const) {
    if (!send(server.pid, signal)) return
    const deadline = performance.now() + patienceMs
    while (performance.now() < deadline) {
      if (gone(folder, server)) return
      await pause(pollMs)
    }
  }
}

function gone(folder: Folder, server: Server): boolean {
  if (server.child) return exited(server.child)
  return !runs(folder, server.pid)
}

const exited = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/**
 * The server left running on this folder by an app that was killed. A note of a dead one is removed: in a fresh
 * container its process number often belongs to another program, and Postgres would take that one for a postmaster.
 */
export function leftBehind(folder: Folder): Server | undefined {
  const notes = pidFile(folder)
  if (notes && runs(folder, notes.pid)) return { pid: notes.pid, port: notes.port }
  if (notes) unlinkSync(join(folder.cluster, 'postmaster.pid'))
  return undefined
}

/** Whether the process is a postmaster on this very folder. A copy of the folder carries the original's notes. */
function runs(folder: Folder, pid: number): boolean {
  if (process.platform === 'linux') {
    // A postmaster works in its cluster; the inode holds whatever the path is called. A zombie has no directory.
    const works = statSync(`/proc/${pid}/cwd`, { throwIfNoEntry: false, bigint: true })
    const cluster = statSync(folder.cluster, { bigint: true })
    return works?.ino === cluster.ino && works.dev === cluster.dev && pidFile(folder)?.pid === pid
  }
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return pidFile(folder)?.pid === pid
}

/** Postgres' own notes: line 1 its process, 4 the port, 8 how far it is (documented in its `pidfile.h`). */
function pidFile(folder: Folder): { pid: number; port: number; ready: boolean } | undefined {
  const path = join(folder.cluster, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  const lines = readFileSync(path, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

function openLog(folder: Folder): { fd: number; from: number } {
  if ((statSync(folder.log, { throwIfNoEntry: false })?.size ?? 0) > logBytesMax) {
    renameSync(folder.log, `${folder.log}.1`)
  }
  const fd = openSync(folder.log, 'a', 0o600)
  leaveToOwner(folder, folder.log)
  return { fd, from: fstatSync(fd).size }
}

function logSince(folder: Folder, from: number): string {
  const fd = openSync(folder.log, 'r')
  const bytes = Buffer.alloc(8000)
  const length = readSync(fd, bytes, 0, bytes.length, from)
  closeSync(fd)
  return bytes.toString('utf8', 0, length).trim()
}
