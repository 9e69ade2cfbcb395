import type HlsType from 'hls.js'
import type { HlsConfig, Loader, LoaderContext } from 'hls.js'
import { type Came, takeAhead } from './ahead.ts'
import type { Start } from './start.ts'

type AnyLoader = new (config: HlsConfig) => Loader<LoaderContext>
type Load = Parameters<Loader<LoaderContext>['load']>

/** Loaders of hls.js that answer what was read or asked for already, and ask for the rest as ever. */
export function answersAhead(Hls: typeof HlsType, found: Start): Pick<HlsConfig, 'pLoader' | 'fLoader'> {
  const known = new Map([[found.src, found.text]])
  if (found.playlist) known.set(found.playlist.url, found.playlist.text)
  return {
    pLoader: loaderBy(Hls, (url) => {
      const text = known.get(url)
      // The multivariant playlist stays as it is; a live one goes on, and is only known once.
      if (url !== found.src) known.delete(url)
      return text === undefined ? undefined : Promise.resolve(text)
    }) as unknown as NonNullable<HlsConfig['pLoader']>,
    fLoader: loaderBy(Hls, takeAhead) as unknown as NonNullable<HlsConfig['fLoader']>,
  }
}

function loaderBy(Hls: typeof HlsType, answer: (url: string) => Promise<string | Came> | undefined): AnyLoader {
  const Default = Hls.DefaultConfig.loader as unknown as AnyLoader
  return class extends Default {
    #stopped = false

    override load(...[context, config, callbacks]: Load): void {
      const ahead = answer(context.url)
      if (!ahead) {
        super.load(context, config, callbacks)
        return
      }
      this.context = context
      ahead.then(
        (came) => {
          if (this.#stopped) return
          const { stats } = this
          const now = performance.now()
          const bytes = typeof came === 'string' ? undefined : came.bytes
          const { askedMs = now, firstMs = now, cameMs = now } = typeof came === 'string' ? {} : came
          Object.assign(stats.loading, { start: askedMs, first: Math.max(askedMs, firstMs), end: cameMs })
          stats.loaded = stats.total = bytes?.byteLength ?? String(came).length
          callbacks.onSuccess({ url: context.url, data: bytes ?? String(came), code: 200 }, stats, context, null)
        },
        () => this.#stopped || super.load(context, config, callbacks),
      )
    }

    override abort(): void {
      this.#stopped = true
      super.abort()
    }

    override destroy(): void {
      this.#stopped = true
      super.destroy()
    }
  }
}
