import type { Plugin } from 'vite'
import { api } from '../src/api.ts'
import type { Route } from '../src/lib/contract.ts'

/** Modules whose calls no live room makes. */
const aroundRoom = new Set(['articles', 'books', 'codes', 'fulfilment', 'invoices', 'ledger', 'reminders', 'stock'])

/**
 * The client needs each operation's method and path at run time, and nothing else of the contract: these modules are
 * that table, read from the contract itself at build time. What only a brand's people may call, or what is asked around
 * a show and not in it, is a table of its own: whoever comes to a live room waits for none of it.
 */
export function apiPaths(): Plugin {
  const isOfRoom = ([operation, { access }]: [string, Route]) =>
    !(typeof access === 'object' && 'staff' in access) && !aroundRoom.has(operation.split('.')[0]!)
  const routes = Object.entries<Route>(api)
  const tables: Record<string, object> = {
    'virtual:api-paths': pathsOf(routes.filter((one) => isOfRoom(one))),
    'virtual:further-paths': pathsOf(routes.filter((one) => !isOfRoom(one))),
  }
  return {
    name: 'api-paths',
    resolveId: (id) => (id in tables ? `\0${id}` : undefined),
    load: (id) => {
      const table = tables[id.replace(/^\0/, '')]
      return table && `export const paths = ${JSON.stringify(table)}`
    },
  }
}

const pathsOf = (routes: [string, Route][]) =>
  Object.fromEntries(routes.map(([operation, { path }]) => [operation, path]))
