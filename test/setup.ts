import { openTestServer, type TestServer } from './postgres.ts'

/** For `node --test --test-global-setup`: one database server for the whole run, shared by its processes. */
let server: TestServer | undefined

export async function globalSetup(): Promise<void> {
  server = await openTestServer()
  // The processes that run the test files inherit it.
  process.env.TEST_POSTGRES_URL = server.url
}

export async function globalTeardown(): Promise<void> {
  await server?.close()
}
