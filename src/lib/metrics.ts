import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/**
 * Measures the process and every named operation, for Prometheus.
 * @param gauges read when asked
 * @returns the exposition text and its content type
 */
export function measure(server: FastifyInstance, gauges: Record<string, () => number>) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const [name, read] of Object.entries(gauges)) {
    new Gauge({
      name: `estrade_${name}`,
      help: `${name} now`,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
  const duration = new Histogram({
    name: 'estrade_request_seconds',
    help: 'Duration of requests by operation',
    labelNames: ['operation', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  server.addHook('onResponse', async (request, reply) => {
    const operation = request.routeOptions.config.operation ?? 'other'
    duration.observe({ operation, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  return async () => ({ type: registry.contentType, text: await registry.metrics() })
}
