import { spawn, spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism, setPriority } from 'node:os'
import { resolve } from 'node:path'
import { buildWeb } from './build-web.ts'

/** `npm test [-- part-of-a-file-name … --any-flag-of-node]`: everything, or the test files that are named. */
const root = resolve(import.meta.dirname, '..')
process.chdir(root)

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'))
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))

const missing = missingPrograms()
if (missing.length > 0) {
  console.error(`The tests drive a real browser and real video, and this machine lacks ${missing.join(' and ')}.`)
  console.error(`  Debian, Ubuntu:  sudo apt-get install -y ${missing.join(' ')} fonts-noto-cjk`)
  console.error('  macOS:           brew install --cask chromium; brew install ffmpeg')
  console.error('  elsewhere:       put them on PATH, or name the browser with CHROMIUM=/path/to/chrome')
  process.exit(1)
}

const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.ts', 'embed/**/*.test.ts'], {
  exclude: ['**/node_modules/**'],
})
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part.replace(/^\.\//, ''))))
  .sort()
if (files.length === 0) {
  console.error(`No test file has ${wanted.join(' or ')} in its name.`)
  process.exit(1)
}

// Only those in test/ open a page.
if (files.some((file) => file.startsWith('test/'))) await buildWeb()

/*
 * Whatever watches real video needs the machine, or it sees a picture that stands still: few files at a time. What they
 * leave of it goes to all the others, which run behind them and can wait.
 */
const watchesVideo = (file: string) => /^test\/(e2e\/live|media)\//.test(file)
const cores = availableParallelism()
const lanes = [
  { files: files.filter(watchesVideo), atATime: Math.max(1, Math.floor(cores / 2)), seconds: 180, priority: 0 },
  { files: files.filter((file) => !watchesVideo(file)), atATime: Math.max(2, cores - 1), seconds: 400, priority: 10 },
].filter(({ files }) => files.length > 0)

// The terminal sends Ctrl-C to the runs as well: they tear down, we only wait for them.
process.on('SIGINT', () => {})
const codes = await Promise.all(lanes.map(run))
process.exit(Math.max(...codes))

function run({ files, atATime, seconds, priority }: (typeof lanes)[number]): Promise<number> {
  const isBehind = priority > 0 && lanes.length > 1
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-global-setup=test/setup.ts',
      `--test-concurrency=${atATime}`,
      `--test-timeout=${seconds * 1000}`,
      ...flags,
      ...files,
    ],
    { stdio: ['inherit', isBehind ? 'pipe' : 'inherit', 'inherit'] },
  )
  if (isBehind) setPriority(child.pid!, priority)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  // Told in one piece, so that it does not run through what the others tell.
  const told: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => told.push(chunk))
  return new Promise((resolve) => {
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(told), () => resolve(code ?? 1))
    })
  })
}

function missingPrograms(): string[] {
  const runs = (program: string) => spawnSync(program, ['-version'], { stdio: 'ignore' }).error === undefined
  const browsers = process.env.CHROMIUM ? [process.env.CHROMIUM] : ['chromium', 'chromium-browser', 'google-chrome']
  const onMac = '/Applications/Chromium.app/Contents/MacOS/Chromium'
  return [
    ...([...browsers, onMac].some((browser) => spawnSync(browser, ['--version'], { stdio: 'ignore' }).status === 0)
      ? []
      : ['chromium']),
    ...(runs('ffmpeg') ? [] : ['ffmpeg']),
  ]
}
