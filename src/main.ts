import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { readConfig } from './config.ts'
import { type Estrade, openEstrade } from './estrade.ts'
import { openLifetime } from './lib/lifetime.ts'
import { migrate } from './lib/migrate.ts'
import { StartRefused, startPostgres } from './lib/postgres.ts'

/**
 * Starts Estrade with the settings of the environment (config.ts) and keeps it running until it is told to stop.
 * @param whenOpen runs once it answers; what it returns is said with the line that it is ready
 */
export async function main(whenOpen?: (estrade: Estrade, log: Logger) => Promise<string>): Promise<void> {
  const config = readConfig(process.env)
  const log: Logger = pino({
    level: config.logLevel,
    redact: ['req.headers.cookie', 'req.headers.authorization', 'key'],
  })
  const lifetime = openLifetime({ log })
  try {
    const postgres = config.databaseUrl
      ? undefined
      : await startPostgres({ folder: join(config.dataFolder, 'postgres'), log })
    if (postgres) lifetime.onStop('postgres', () => postgres.stop())
    const databaseUrl = config.databaseUrl ?? postgres!.url
    await migrate(databaseUrl)
    const estrade = await openEstrade(config, { log, databaseUrl, web: new URL('../web/build/', import.meta.url) })
    lifetime.onStop('estrade', () => estrade.close())
    log.info(
      { payments: estrade.doors.payments.map((one) => one.name), mail: config.smtpUrl ? 'smtp' : 'fake' },
      'estrade.doors',
    )
    const more = await whenOpen?.(estrade, log)
    process.stdout.write(`ready ${estrade.url}${more ? `  ${more}` : ''}\n`)
  } catch (error) {
    if (error instanceof StartRefused || (error as { code?: string }).code === 'EADDRINUSE') {
      process.stderr.write(`${(error as Error).message}\n`)
    } else {
      log.fatal({ err: error }, 'estrade.start')
    }
    await lifetime.stop(1)
  }
}

if (import.meta.main) await main()
