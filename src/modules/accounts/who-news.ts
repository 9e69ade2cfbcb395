import pg from 'pg'

/** Hears, on a connection of its own, of every person whose session, roles or name have changed, in any process. */
export type WhoNews = { close(): Promise<void> }

/**
 * @param heard.changed a person's answer has changed
 * @param heard.missed the connection was down: anything may have changed
 */
export function hearWhoNews(
  url: string,
  heard: { changed(personId: string): void; missed(): void },
  log: { warn(details: object, message: string): void },
): WhoNews {
  let closed = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  const again = () => {
    heard.missed()
    if (!closed) retry = setTimeout(listen, 250).unref()
  }

  async function listen() {
    const listening = new pg.Client({ connectionString: url, application_name: 'estrade-who' })
    client = listening
    listening.on('notification', (message) => heard.changed(message.payload ?? ''))
    listening.on('error', () => {})
    listening.once('end', again)
    try {
      await listening.connect()
      await listening.query('listen who')
      heard.missed()
    } catch (error) {
      if (closed) return
      log.warn({ err: error }, 'who.listen')
      listening.off('end', again)
      await listening.end().catch(() => {})
      again()
    }
  }

  void listen()
  return {
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}
