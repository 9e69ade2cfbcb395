import { spawn, spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
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

// Whatever watches real video needs the machine, or it sees a picture that stands still: few of those files at a time,
// and nothing else beside them.
const watchesVideo = (file: string) => /^test\/(e2e\/live|media)\//.test(file)
const cores = availableParallelism()
const lots = [
  { files: files.filter((file) => !watchesVideo(file)), atATime: Math.max(2, cores - 1) },
  { files: files.filter(watchesVideo), atATime: Math.max(1, Math.floor(cores / 2)) },
].filter(({ files }) => files.length > 0)

let failed = false
for (const lot of lots) failed = (await run(lot)) !== 0 || failed
process.exit(failed ? 1 : 0)

function run({ files, atATime }: (typeof lots)[number]): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-global-setup=test/setup.ts',
      `--test-concurrency=${atATime}`,
      '--test-timeout=180000',
      ...flags,
      ...files,
    ],
    { stdio: 'inherit' },
  )
  // The terminal sends Ctrl-C to the run as well: it tears down, we only wait for it, and begin no other.
  const stop = () => {
    failed = true
    lots.length = 0
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', () => {
    stop()
    child.kill('SIGTERM')
  })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
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
