/** What was asked for before there was somebody to use it: when it was, when it came, and what it is. */
export type Came = { bytes: ArrayBuffer; askedMs: number; firstMs: number; cameMs: number }

const asked = new Map<string, Promise<Came>>()

/** Asks for what a player is going to want first. */
export function askAhead(url: string): void {
  const answer = fetched(url)
  // Whoever wants it then asks once more.
  answer.catch(() => asked.delete(url))
  asked.set(url, answer)
}

/** What was asked for ahead; once, since nobody plays a piece twice. Undefined when nobody asked. */
export function takeAhead(url: string): Promise<Came> | undefined {
  const answer = asked.get(url)
  asked.delete(url)
  return answer
}

async function fetched(url: string): Promise<Came> {
  const askedMs = performance.now()
  const response = await fetch(url)
  const firstMs = performance.now()
  if (!response.ok) throw new Error(`It was answered ${response.status}.`)
  return { bytes: await response.arrayBuffer(), askedMs, firstMs, cameMs: performance.now() }
}
