import { floorDb, type Loudness, loudnessOf, peakDb } from './loudness.ts'

const readEveryMs = 80
/** How much of the past the verdict looks at. */
const heardMs = 2400

/** Listens to a microphone's level. Nothing is played and nothing is kept. */
export class MicrophoneLevel {
  /** The level now, dBFS. */
  db = $state(floorDb)
  verdict: Loudness = $state('silent')

  /** Listens to this stream until the returned function is called. */
  listen(stream: MediaStream): () => void {
    if (stream.getAudioTracks().length === 0) return () => {}
    const audio = new AudioContext()
    // Without a tap on the page the browser keeps it asleep: the next one wakes it.
    const wake = () => void audio.resume()
    addEventListener('pointerdown', wake)
    addEventListener('keydown', wake)
    const analyser = new AnalyserNode(audio, { fftSize: 1024 })
    const source = new MediaStreamAudioSourceNode(audio, { mediaStream: stream })
    source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const peaks: number[] = []
    const beat = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      this.db = peakDb(samples)
      peaks.push(this.db)
      if (peaks.length > heardMs / readEveryMs) peaks.shift()
      this.verdict = loudnessOf(peaks)
    }, readEveryMs)
    return () => {
      clearInterval(beat)
      removeEventListener('pointerdown', wake)
      removeEventListener('keydown', wake)
      source.disconnect()
      void audio.close()
    }
  }
}
