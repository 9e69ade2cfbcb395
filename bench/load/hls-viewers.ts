/** Many players of one low-latency stream in one process: sockets and counters, no decoding. */
import { connect, type Socket } from 'node:net'
import { answerPeer } from './processes.ts'

export type ViewPlan = {
  port: number
  viewers: number
  partMs: number
  /** Of the first part to ask for; six parts a segment. */
  firstPart: number
  parts: number
  /** Held until it is there, as an origin does; or asked for when it is due, of a server that only has files. */
  blocking: boolean
}

export type ViewReport = { requests: number; bytes: number; late: number; failed: number; p50Ms: number; p99Ms: number }

const partsInSegment = 6
const holdBackParts = 2 // A player holds three parts: one that comes later than after two may stall it.

answerPeer({ view: (plan) => view(plan as ViewPlan) })

async function view(plan: ViewPlan): Promise<ViewReport> {
  const report = { requests: 0, bytes: 0, late: 0, failed: 0 }
  const delays: number[] = []
  const beganAt = performance.now()
  const one = async () => {
    const line = new Line(plan.port)
    for (let i = 0; i < plan.parts; i++) {
      const part = plan.firstPart + i
      const [sequence, k] = [1000 + Math.floor(part / partsInSegment), part % partsInSegment]
      if (!plan.blocking) await until(beganAt + (i + Math.random() * 0.1) * plan.partMs)
      const list = await line.get(`/hls/s/live.m3u8?_HLS_msn=${sequence}&_HLS_part=${k}`)
      const media = await line.get(plan.blocking ? `/hls/s/take0/p${sequence}.${k}.m4s` : '/hls/s/part.m4s')
      report.requests += 2
      report.bytes += list.length + media.length
      if (list.status !== 200 || media.status !== 200) report.failed++
      if (!plan.blocking) continue
      const delay = performance.timeOrigin + performance.now() - media.first.readDoubleBE(0)
      delays.push(delay)
      if (delay > plan.partMs * holdBackParts) report.late++
    }
    line.close()
  }
  await Promise.all(Array.from({ length: plan.viewers }, one))
  delays.sort((a, b) => a - b)
  const at = (share: number) => Math.round(delays[Math.floor(delays.length * share)] ?? 0)
  return { ...report, p50Ms: at(0.5), p99Ms: at(0.99) }
}

type Answer = { status: number; length: number; first: Buffer }

/** One connection, kept: reads only the status, the length and the first bytes of what comes. */
class Line {
  readonly #socket: Socket
  #settle: ((answer: Answer) => void) | undefined
  #fail: ((error: Error) => void) | undefined
  #head: Buffer | undefined
  #answer: Answer | undefined
  #missing = 0

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (bytes) => this.#hear(bytes as Buffer))
    this.#socket.on('error', (error) => this.#fail?.(error))
  }

  get(path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = resolve
      this.#fail = reject
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n`)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #hear(bytes: Buffer): void {
    if (this.#answer) {
      this.#body(this.#answer, bytes)
      return
    }
    const head = this.#head ? Buffer.concat([this.#head, bytes]) : bytes
    const end = head.indexOf('\r\n\r\n')
    this.#head = end < 0 || head.length < end + 12 ? head : undefined
    if (this.#head) return
    const text = head.toString('latin1', 0, end)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0)
    this.#missing = length
    this.#answer = { status: Number(text.slice(9, 12)), length, first: head.subarray(end + 4, end + 12) }
    this.#body(this.#answer, head.subarray(end + 4))
  }

  #body(answer: Answer, bytes: Buffer): void {
    this.#missing -= bytes.length
    if (this.#missing > 0) return
    this.#answer = undefined
    this.#settle?.(answer)
  }
}

const until = (at: number) => new Promise((resolve) => setTimeout(resolve, Math.max(1, at - performance.now())))
