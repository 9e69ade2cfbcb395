import { Duplex } from 'node:stream'
import { constants, createBrotliCompress } from 'node:zlib'
import { paths } from 'virtual:api-paths'
import { paths as furtherPaths } from 'virtual:further-paths'
import type { Handle } from '@sveltejs/kit/hooks'
import { isTheme, localeOf, timeZoneOf } from '#lib/locale.ts'
import { createClient, type Fetch } from '#src/lib/client.ts'

/** How `app.html` opens, before we know who reads it. */
const templateTag = '<html lang="en" data-theme="system">'

const allPaths = { ...paths, ...furtherPaths }

/** Decides language, theme and time zone before anything renders, so that the first paint is already right. */
export const handle: Handle = async ({ event, resolve }) => {
  const theme = event.cookies.get('theme')
  event.locals.locale = localeOf(event.cookies.get('locale'), event.request.headers.get('accept-language'))
  event.locals.theme = isTheme(theme) ? theme : 'system'
  event.locals.timeZone = timeZoneOf(event.cookies.get('tz'))
  event.locals.api = createClient(allPaths, event.platform?.req?.fetchApi ?? overNetwork(event))

  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace(templateTag, `<html lang="${event.locals.locale}" data-theme="${event.locals.theme}">`),
  })
  return compressed(response, event.request.headers.get('accept-encoding') ?? '')
}

/** Scripts and sheets were compressed when they were built; pages are made on the way, and compressed here. */
function compressed(response: Response, accepted: string): Response {
  const isPage = response.headers.get('content-type')?.startsWith('text/html')
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  if (!isPage || !response.body || !encoding) return response
  const headers = new Headers(response.headers)
  headers.set('content-encoding', encoding)
  headers.append('vary', 'accept-encoding')
  headers.delete('content-length')
  headers.delete('etag')
  const through: Compression = encoding === 'br' ? brotli() : new CompressionStream('gzip')
  return new Response(response.body.pipeThrough(through), { status: response.status, headers })
}

type Compression = ReadableWritablePair<Uint8Array<ArrayBuffer>, BufferSource>

/** As quick as gzip and a twelfth smaller; the highest quality, which is the default, takes tenths of a second. */
const brotli = () =>
  Duplex.toWeb(createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })) as Compression

/** While developing, pages are rendered by Vite and ask the API like anybody else, with the visitor's cookies. */
const overNetwork =
  (event: Parameters<Handle>[0]['event']): Fetch =>
  (url, init) =>
    fetch(new URL(url, event.url), {
      ...init,
      headers: { ...init.headers, cookie: event.request.headers.get('cookie') ?? '' },
    })
