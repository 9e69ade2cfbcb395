/** Chromium's: a copy of what an element plays. What is heard stays as it is. */
type Copied = HTMLVideoElement & { captureStream?: () => MediaStream }

export type Listening = {
  /** The loudness of each band now, 0 to 255. Read it before the next call. */
  spectrum(): Uint8Array
  binHertz: number
  stop(): void
}

/**
 * Listens along to a microphone, or to what a `<video>` plays; undefined where the browser gives no copy of that (Safari,
 * Firefox). The other way, to lead the sound itself through Web Audio, would make it fall silent whenever the browser
 * suspends that.
 */
export function listenTo(heard: Copied | MediaStream): Listening | undefined {
  const copy = heard instanceof MediaStream ? undefined : heard.captureStream?.()
  const stream = heard instanceof MediaStream ? heard : copy
  if (!stream) return undefined
  const audio = new AudioContext()
  const analyser = new AnalyserNode(audio, {
    ...{ fftSize: 2048, smoothingTimeConstant: 0.5, minDecibels: -78, maxDecibels: -22 },
  })
  let source: MediaStreamAudioSourceNode | undefined
  // Another take, or another source in the same element, is another track.
  const connect = () => {
    source?.disconnect()
    source = undefined
    for (const track of copy?.getVideoTracks() ?? []) track.stop()
    if (stream.getAudioTracks().length === 0) return
    source = new MediaStreamAudioSourceNode(audio, { mediaStream: stream })
    source.connect(analyser)
  }
  stream.addEventListener('addtrack', connect)
  connect()
  // Without a tap on the page the browser keeps it asleep.
  const wake = () => void audio.resume()
  addEventListener('pointerdown', wake)
  const bytes = new Uint8Array(analyser.frequencyBinCount)
  return {
    binHertz: audio.sampleRate / analyser.fftSize,
    spectrum: () => {
      analyser.getByteFrequencyData(bytes)
      return bytes
    },
    stop: () => {
      stream.removeEventListener('addtrack', connect)
      removeEventListener('pointerdown', wake)
      source?.disconnect()
      for (const track of copy?.getTracks() ?? []) track.stop()
      void audio.close()
    },
  }
}
