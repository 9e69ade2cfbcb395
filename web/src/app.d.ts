import type { ApiCall } from '#lib/api.ts'
import type { Locale, Theme } from '#lib/locale.ts'
import type { Fetch } from '#src/lib/client.ts'

declare global {
  namespace App {
    interface Locals {
      locale: Locale
      theme: Theme
      /** IANA name the pages are rendered in; the browser's own after the first visit. */
      timeZone: string
      /** The typed caller of our API, bound to who is asking; in process, without a network. */
      api: ApiCall
    }
    interface Platform {
      /** `fetchApi` is put there by the server that mounts the pages. */
      req: { fetchApi?: Fetch }
    }
    interface PageData {
      locale: Locale
      theme: Theme
      timeZone: string
    }
    interface Error {
      message: string
      /** The refusal's stable code, where the API named one. */
      code?: string
    }
  }
}
