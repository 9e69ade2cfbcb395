import type { Plugin } from 'vite'
import { api } from '../src/api.ts'

const name = 'virtual:api-paths'

/**
 * The client needs each operation's method and path at run time, and nothing else of the contract: this module is
 * that table, read from the contract itself at build time.
 */
export function apiPaths(): Plugin {
  const paths = Object.fromEntries(Object.entries(api).map(([operation, route]) => [operation, route.path]))
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `export const paths = ${JSON.stringify(paths)}` : undefined),
  }
}
