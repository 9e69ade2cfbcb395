import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { completeSheets } from './web-sheets.ts'

const root = resolve(import.meta.dirname, '..')
const web = join(root, 'web')
const stamp = join(web, 'build', '.hash')

/**
 * Builds the web into `web/build` when what it is made of has changed since. Two processes that call it at once build
 * once: the second waits for the first. @returns whether anything had to be built.
 */
export async function buildWeb(say: (line: string) => void = console.log): Promise<boolean> {
  const unlock = lock()
  try {
    const hash = sourcesHash()
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false
    const startedAt = performance.now()
    say('web: building')
    // A build that fails half way must not pass for the one before it.
    rmSync(stamp, { force: true })
    await viteBuild()
    completeSheets(web)
    writeFileSync(stamp, hash)
    say(`web: built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    return true
  } finally {
    unlock()
  }
}

/** Waits for its turn. Given back by the kernel when this process dies in the middle of a build. */
function lock(): () => void {
  const folder = join(root, 'node_modules', '.cache', 'estrade')
  mkdirSync(folder, { recursive: true })
  const file = new DatabaseSync(join(folder, 'web-build.lock'))
  file.exec('pragma busy_timeout = 600000; begin exclusive')
  return () => file.close()
}

function sourcesHash(): string {
  const own = globSync(
    ['src/**', 'static/**', 'package.json', 'tsconfig.json', 'vite.config.ts', '*-plugin.ts', 'api-paths.ts'],
    { cwd: web },
  )
    .map((path) => join(web, path))
    .filter((path) => !path.endsWith('.test.ts') && statSync(path).isFile())
  const files = new Set([...own, join(root, 'package-lock.json'), join(root, 'scripts', 'web-sheets.ts')])
  for (const path of own) if (/\.(ts|svelte)$/.test(path)) addImports(path, files)
  const hash = createHash('sha256')
  for (const path of [...files].sort()) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Adds what the file brings in from the server's `src/`, and what that brings in. Types are erased: they build nothing. */
function addImports(path: string, files: Set<string>): void {
  const text = readFileSync(path, 'utf8')
  for (const [, specifier = ''] of text.matchAll(/(?:import|export)\s+(?!type\b)[^'"]*?['"]([^'"]+\.ts)['"]/g)) {
    const target = specifier.startsWith('#src/')
      ? join(root, 'src', specifier.slice('#src/'.length))
      : resolve(dirname(path), specifier)
    if (!target.startsWith(join(root, 'src/')) || files.has(target) || !existsSync(target)) continue
    files.add(target)
    addImports(target, files)
  }
}

async function viteBuild(): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
  const build = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: web,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  let words = ''
  for (const stream of [build.stdout, build.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      words += chunk
    })
  }
  const [code] = (await once(build, 'close')) as [number | null]
  if (code !== 0) throw new Error(`the web could not be built:\n${words}`)
}

if (import.meta.main) {
  if (!(await buildWeb())) console.log('web: nothing has changed')
}
