import { readdirSync, readFileSync } from 'node:fs'

/**
 * Memory of processes and all their descendants, in MB: the proportional set size of /proc/<pid>/smaps_rollup, which
 * counts shared pages once over all who share them. Linux only.
 * @param roots a process id, or a text that is in the command line
 */
export function memoryMb(roots: readonly (number | string)[]): number {
  const processes = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [readProcess(Number(name))] : []))
  const counted = new Set<number>()
  const isRoot = ({ pid, command }: Seen) =>
    pid !== process.pid && roots.some((root) => (typeof root === 'number' ? root === pid : command.includes(root)))
  for (let grown = true; grown; ) {
    const before = counted.size
    for (const one of processes) if (isRoot(one) || counted.has(one.parent)) counted.add(one.pid)
    grown = counted.size > before
  }
  return [...counted].reduce((sum, pid) => sum + pssMb(pid), 0)
}

type Seen = { pid: number; parent: number; command: string }

/** A process that has gone meanwhile is nobody's child and has no command. */
function readProcess(pid: number): Seen {
  const stat = read(`/proc/${pid}/stat`)
  // The name stands in brackets and may hold anything: the parent is the second field after them.
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)
  return { pid, parent, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') }
}

const pssMb = (pid: number) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
