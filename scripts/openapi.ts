import { writeFile } from 'node:fs/promises'
import { apiDocument } from '../src/server.ts'

/** Writes `docs/openapi.json` from the contract; a test keeps it fresh. */
await writeFile(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(apiDocument(), null, 2)}\n`)
