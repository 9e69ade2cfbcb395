import { error } from '@sveltejs/kit'
import { Refused } from '#src/lib/client.ts'

/**
 * Waits for what a page of the console shows. A refusal becomes the page's error with its status and stable code, which
 * `+error.svelte` puts into words; an address that holds no id leads nowhere, so it is not found.
 */
export async function loaded<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused
    const status = refused.status === 422 ? 404 : refused.status >= 400 ? refused.status : 503
    error(status, refused.message, { code: refused.code })
  }
}
