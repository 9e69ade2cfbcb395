/**
 * The captions of a `<video>`, whoever plays it: found, turned on and off, and handed out as text, so that they can be
 * shown where nothing lies over them.
 */
export class Captions {
  readonly #video: HTMLVideoElement
  readonly #onchange: () => void
  readonly #language: string
  on = false
  text = ''
  #track: TextTrack | undefined

  constructor(video: HTMLVideoElement, options: { language: string; signal: AbortSignal; onchange: () => void }) {
    this.#video = video
    this.#onchange = options.onchange
    this.#language = options.language
    const { signal } = options
    for (const event of ['addtrack', 'removetrack'])
      video.textTracks.addEventListener(event, () => this.#follow(), { signal })
    signal.addEventListener('abort', () => this.#leave())
  }

  get available(): boolean {
    return this.#best() !== undefined
  }

  turn(on: boolean): void {
    this.on = on
    this.#follow()
  }

  /** In the viewer's language, else the first that is there. */
  #best(): TextTrack | undefined {
    const tracks = [...this.#video.textTracks].filter(({ kind }) => kind === 'captions' || kind === 'subtitles')
    return tracks.find(({ language }) => language.split('-')[0] === this.#language.split('-')[0]) ?? tracks[0]
  }

  #follow(): void {
    const best = this.on ? this.#best() : undefined
    if (best !== this.#track) {
      this.#leave()
      this.#track = best
      // Hidden is read and not drawn: we draw it.
      if (best) best.mode = 'hidden'
      best?.addEventListener('cuechange', this.#read)
    }
    this.#read()
  }

  #leave(): void {
    this.#track?.removeEventListener('cuechange', this.#read)
    if (this.#track) this.#track.mode = 'disabled'
    this.#track = undefined
  }

  #read = (): void => {
    const cues = [...(this.#track?.activeCues ?? [])] as VTTCue[]
    this.text = cues.map((cue) => cue.getCueAsHTML?.().textContent ?? cue.text).join('\n')
    this.#onchange()
  }
}
