import { runNamed } from './run-named.ts'

await runNamed('prove', process.argv.slice(2))
