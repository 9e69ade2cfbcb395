import { globSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

/** What a file of `bench/` or `prove/` is given. A number is left out when the file's own size is meant. */
export type RunOptions = { smoke: boolean; seed: number; runs?: number; sockets?: number; minutes?: number }
type Run = (options: RunOptions) => Promise<Record<string, unknown>>

/**
 * Runs `<kind>/<name>.ts` as the command line says and exits. The last line printed is one JSON object.
 * A proof that finds a violation, or anything that throws, exits with 1 and has printed its seed.
 */
export async function runNamed(kind: 'bench' | 'prove', line: string[]): Promise<never> {
  const { name, options } = parse(line)
  const folder = resolve(import.meta.dirname, '..', kind)
  const known = runnable(folder)
  const file = known.get(name ?? '')
  if (!file) {
    if (name) console.error(`There is no ${kind} ${name}.`)
    console.log(`npm run ${kind} -- NAME [--smoke] [--seed N] [--runs N] [--sockets N] [--minutes N]\n`)
    for (const [one, path] of known) console.log(`  ${one.padEnd(12)} ${firstDocLine(path)}`)
    process.exit(name ? 1 : 0)
  }
  console.log(`${kind} ${name}, seed ${options.seed}${options.smoke ? ', smoke size' : ''}: ${firstDocLine(file)}`)
  try {
    const { run } = (await import(pathToFileURL(file).href)) as { run: Run }
    const result = await run(options)
    const failed = kind === 'prove' && result.violations !== 0
    if (failed) console.error(`Violated. Again with: npm run prove -- ${name} --seed ${options.seed}`)
    console.log(JSON.stringify({ [kind]: name, ...result, seed: options.seed }))
    process.exit(failed ? 1 : 0)
  } catch (error) {
    console.error(error)
    console.error(`Failed. Again with: npm run ${kind} -- ${name} --seed ${options.seed}`)
    console.log(JSON.stringify({ [kind]: name, error: String(error), seed: options.seed }))
    process.exit(1)
  }
}

function parse(line: string[]): { name: string | undefined; options: RunOptions } {
  const { values, positionals } = parseArgs({
    args: line,
    allowPositionals: true,
    options: {
      ...{ smoke: { type: 'boolean', default: false }, seed: { type: 'string' } },
      ...{ runs: { type: 'string' }, sockets: { type: 'string' }, minutes: { type: 'string' } },
    },
  })
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed wants a whole number, not ${values.seed}`)
  const runs = values.runs === undefined ? {} : { runs: Number(values.runs) }
  const sockets = values.sockets === undefined ? {} : { sockets: Number(values.sockets) }
  const minutes = values.minutes === undefined ? {} : { minutes: Number(values.minutes) }
  return { name: positionals[0], options: { smoke: values.smoke, seed, ...runs, ...sockets, ...minutes } }
}

/** Files of the folder that can be run; the others are their parts. */
function runnable(folder: string): Map<string, string> {
  const files = globSync('*.ts', { cwd: folder })
    .sort()
    .map((file) => resolve(folder, file))
    .filter((path) => /^export (async function|const) run\b/m.test(readFileSync(path, 'utf8')))
  return new Map(files.map((path) => [basename(path, '.ts'), path]))
}

/** The first line of the file's first docstring. */
function firstDocLine(path: string): string {
  return readFileSync(path, 'utf8').match(/\/\*\*\s*(?:\*\s*)?([^\n]*?)\s*(?:\*\/|\n)/)?.[1] ?? ''
}
