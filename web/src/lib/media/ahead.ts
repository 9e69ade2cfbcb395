/** Answers that were asked for before there was somebody to read them: while the page is still being made. */
const asked = new Map<string, Promise<Response>>()

/** Asks for what a player is going to want first. */
export function askAhead(url: string): void {
  const answer = fetch(url)
  // Whoever wants it then asks once more.
  answer.catch(() => asked.delete(url))
  asked.set(url, answer)
}

/** The answer that was asked for ahead; once, since a live stream goes on. Undefined when nobody asked. */
export function takeAhead(url: string): Promise<Response> | undefined {
  const answer = asked.get(url)
  asked.delete(url)
  return answer
}
