import { error } from '@sveltejs/kit'
import { Refused } from '#src/lib/client.ts'

/**
 * Waits for what a page needs while it is rendered on the server. A refusal becomes the page's error, with its status
 * and its stable code.
 */
export async function loaded<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused
    const status = refused.status >= 400 ? refused.status : 503
    error(status, refused.message, { code: refused.code })
  }
}
