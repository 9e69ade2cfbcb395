import * as z from 'zod'
import { type Contract, type Route, readPath } from './contract.ts'
import { edge, type Problem } from './problems.ts'

type Schema = Record<string, unknown>

/** The contract as OpenAPI 3.1. Deterministic: the committed copy is compared with it. */
export function openapi(contract: Contract, about: { title: string; version: string; description: string }): Schema {
  const paths: Record<string, Schema> = {}
  for (const [operation, route] of Object.entries(contract)) {
    const { method, url } = readPath(route.path)
    const path = `/api${url}`
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(operation, route) }
  }
  return {
    openapi: '3.1.0',
    info: about,
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'estrade.session_token' } },
      schemas: { Problem: problemSchema },
    },
  }
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable.',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
  },
}

const bare = ({ $schema: _, ...schema }: Schema): Schema => schema
const shape = (type: z.ZodType, io: 'input' | 'output') =>
  bare(z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Schema)

function operationOf(operation: string, route: Route): Schema {
  const { method, names } = readPath(route.path)
  const input = shape(route.input, 'input') as { properties?: Record<string, Schema>; required?: string[] }
  const properties = Object.entries(input.properties ?? {})
  const rest = properties.filter(([name]) => !names.includes(name))
  const parameter =
    (where: string) =>
    ([name, schema]: [string, Schema]) => ({
      name,
      in: where,
      required: where === 'path' || (input.required ?? []).includes(name),
      schema,
    })
  const inQuery = method === 'GET' || method === 'DELETE'
  return {
    operationId: operation,
    tags: [operation.split('.')[0]],
    summary: route.summary,
    ...(route.access !== 'anyone' && { security: [{ session: [] }] }),
    'x-access': route.access,
    parameters: [
      ...properties.filter(([name]) => names.includes(name)).map(parameter('path')),
      ...(inQuery ? rest.map(parameter('query')) : []),
      ...(method === 'GET' ? [] : [idempotencyKey]),
    ],
    ...(!inQuery && rest.length > 0 && { requestBody: bodyOf(rest, input.required ?? []) }),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: shape(route.output, 'output') } } },
      ...refusalsOf(route),
    },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same body gets the same answer, and the effect happens once.',
  schema: { type: 'string', minLength: 8, maxLength: 100 },
}

const bodyOf = (properties: [string, Schema][], required: string[]) => ({
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: Object.fromEntries(properties),
        required: required.filter((name) => properties.some(([one]) => one === name)),
      },
    },
  },
})

function refusalsOf(route: Route): Schema {
  const all: Problem[] = [edge.malformed, edge.slowDown, ...(route.problems ?? [])]
  if (route.access !== 'anyone') all.push(edge.signInFirst)
  if (typeof route.access === 'object') all.push(edge.notAllowed, edge.notFound)
  if (route.access === 'account') all.push(edge.accountNeeded)
  const byStatus = Object.groupBy(all, (problem) => String(problem.status))
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, list]) => [
      status,
      {
        description: (list ?? []).map(({ code, title }) => `\`${code}\`: ${title}`).join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}
