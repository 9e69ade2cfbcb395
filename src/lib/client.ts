import type { Contract, Output, Sent } from './contract.ts'

/**
 * The typed client: `call('shows.pinProduct', { showId, productId })`. It needs the contract's type and, at run time,
 * only the table of its paths: no schema reaches the browser.
 */
export type Call<C extends Contract> = <Name extends keyof C & string>(
  operation: Name,
  input: Sent<C[Name]>,
  options?: { key?: string; signal?: AbortSignal },
) => Promise<Output<C[Name]>>

export type Paths = Readonly<Record<string, string>>
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<Response>

/** A no from the server. `code` is what to switch on; the rest is the problem's details. */
export class Refused extends Error {
  readonly code: string
  readonly status: number
  readonly details: Record<string, unknown>
  constructor(problem: { code: string; status: number; title: string } & Record<string, unknown>) {
    super(problem.title)
    this.name = 'Refused'
    this.code = problem.code
    this.status = problem.status
    this.details = problem
  }
}

/**
 * @param fetcher sends the request; given a path below the server's root
 * @throws {Refused} when the server says no; `code` is `edge.unreachable` when it could not be asked
 */
export function createClient<C extends Contract>(
  paths: Paths,
  fetcher: Fetch,
  newKey = () => crypto.randomUUID(),
): Call<C> {
  return async (operation, input, options = {}) => {
    const [method, template] = paths[operation]!.split(' ') as [string, string]
    const rest: Record<string, unknown> = { ...(input as object) }
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = rest[name]
      delete rest[name]
      return encodeURIComponent(String(value))
    })
    const asQuery = method === 'GET' || method === 'DELETE'
    const headers: Record<string, string> = { accept: 'application/json' }
    if (!asQuery) headers['content-type'] = 'application/json'
    if (method !== 'GET') headers['idempotency-key'] = options.key ?? newKey()
    const response = await fetcher(`/api${path}${asQuery ? query(rest) : ''}`, {
      method,
      headers,
      ...(!asQuery && { body: JSON.stringify(rest) }),
      ...(options.signal && { signal: options.signal }),
    }).catch((cause: unknown) => {
      if (options.signal?.aborted) throw cause
      throw new Refused({ code: 'edge.unreachable', status: 0, title: 'The server could not be reached' })
    })
    const answer = (await response
      .json()
      .catch(() => ({ code: 'edge.broken', status: response.status, title: 'Broken answer' }))) as never
    if (!response.ok) throw new Refused(answer)
    return answer
  }
}

function query(fields: Record<string, unknown>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  if (given.length === 0) return ''
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
