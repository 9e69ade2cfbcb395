import { connect } from 'node:net'

export type FirePlan = { port: number; connections: number; shots: string[][]; ms: number }
export type FireReport = {
  answered: number
  /** Answers by HTTP status. */
  byStatus: Record<number, number>
  ms: number
  p50Ms: number
  p99Ms: number
  cpuSeconds: number
  broken: number
}

/**
 * Closed-loop load over raw sockets: each connection sends its next request when the last one is answered. Raw,
 * because on two cores the generator must cost far less than what it measures.
 * @param plan.shots requests of each connection, in turn
 */
export async function fire(plan: FirePlan): Promise<FireReport> {
  const laps: number[] = []
  const byStatus: Record<number, number> = {}
  let broken = 0
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  const endAt = startedAt + plan.ms
  await Promise.all(
    Array.from({ length: plan.connections }, (_, i) =>
      aim(plan.port, plan.shots[i % plan.shots.length]!, endAt, (status, ms) => {
        byStatus[status] = (byStatus[status] ?? 0) + 1
        laps.push(ms)
      }).catch(() => {
        broken++
      }),
    ),
  )
  const ms = performance.now() - startedAt
  const used = process.cpuUsage(cpu)
  laps.sort((a, b) => a - b)
  const at = (share: number) => Math.round((laps[Math.floor(laps.length * share)] ?? 0) * 10) / 10
  return {
    ...{ answered: laps.length, byStatus, ms, p50Ms: at(0.5), p99Ms: at(0.99), broken },
    cpuSeconds: (used.user + used.system) / 1e6,
  }
}

function aim(port: number, shots: string[], endAt: number, hit: (status: number, ms: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let next = 0
    let sentAt = 0
    let buffered = ''
    const send = () => {
      if (performance.now() >= endAt || next >= shots.length) {
        socket.destroy()
        return resolve()
      }
      sentAt = performance.now()
      socket.write(shots[next++]!)
    }
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('data', (chunk) => {
      buffered += chunk.toString('latin1')
      const headEnd = buffered.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const length = /content-length: (\d+)/i.exec(buffered.slice(0, headEnd))?.[1]
      if (length === undefined || buffered.length < headEnd + 4 + Number(length)) return
      hit(Number(buffered.slice(9, 12)), performance.now() - sentAt)
      buffered = ''
      send()
    })
  })
}

/** The bytes of one JSON request. */
export function request(method: string, path: string, headers: Record<string, string>, body?: object): string {
  const text = body ? JSON.stringify(body) : ''
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  if (body) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(text)}`)
  return `${method} ${path} HTTP/1.1\r\nhost: localhost\r\n${lines.join('\r\n')}\r\n\r\n${text}`
}
