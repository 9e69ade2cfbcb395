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

const run = spawn(
  process.execPath,
  [
    '--test',
    '--test-global-setup=test/setup.ts',
    // Browsers and encoders need a core of their own: two files at a time on a small machine.
    `--test-concurrency=${Math.max(2, availableParallelism() - 1)}`,
    '--test-timeout=180000',
    ...flags,
    ...files,
  ],
  { stdio: 'inherit' },
)
// The terminal sends Ctrl-C to the run as well: it tears down, we only wait for it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => run.kill('SIGTERM'))
run.once('exit', (code) => process.exit(code ?? 1))

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
