import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret that signs cookies: 32 random bytes, made at the first start and kept in `<folder>/secret`, readable by
 * nobody else. Several processes may start at once: all get the same.
 * @param given `ESTRADE_SECRET`, for several machines over one database: it stands in for the file
 * @throws when the given one is too short to be secret
 */
export async function readSecret(folder: string, given?: string): Promise<string> {
  if (given) {
    if (given.length < 32) throw new Error('ESTRADE_SECRET has at least 32 characters: try `openssl rand -base64 32`')
    return given
  }
  const path = join(folder, 'secret')
  const kept = await readKept(path)
  if (kept) return kept
  await mkdir(folder, { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
    // A link appears whole or not at all, and never replaces another process's.
    await link(draft, path).catch(orExists)
  } finally {
    await rm(draft, { force: true })
  }
  const secret = await readKept(path)
  if (!secret) throw new Error(`${path} is not a secret: delete it and everybody signs in again`)
  return secret
}

async function readKept(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  const secret = text?.trim()
  if (!secret) return undefined
  await chmod(path, 0o600)
  return secret
}

function orExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
