import { spawn } from 'node:child_process'

/** `npm run check`: types, lint and format, dead code, the laws. Everything runs, and everything that fails is shown. */
const checks: [name: string, command: string, args: string[]][] = [
  ['types', 'tsc', ['--noEmit']],
  ['what Kit generates', 'svelte-kit', ['sync', '-c', 'web/vite.config.ts']],
  ['types of the web', 'svelte-check', ['--workspace', 'web', '--tsconfig', './tsconfig.json', '--output', 'human']],
  ['lint and format', 'biome', ['check', '--error-on-warnings']],
  ['dead code', 'knip', []],
  ['the laws', 'node', ['--test', '--test-reporter=dot', 'test/house.test.ts', 'test/openapi.test.ts']],
]

let failed = false
for (const [name, command, args] of checks) {
  const { code, output } = await outcome(command, args)
  console.log(`${code === 0 ? '✔' : '✖'} ${name}`)
  if (code === 0) continue
  failed = true
  console.log(output)
}
process.exit(failed ? 1 : 0)

function outcome(command: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
