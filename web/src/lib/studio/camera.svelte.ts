import { type CaptureProblem, captureProblemOf } from './capture-problem.ts'

export type Facing = 'user' | 'environment'
type Kind = 'audio' | 'video'

const picture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }
const sound = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** The camera and the microphone of this device, as the studio shows and changes them. Browser only, from `start` on. */
export class Camera {
  stream: MediaStream | undefined = $state.raw()
  problem: CaptureProblem | undefined = $state()
  starting = $state(false)
  muted = $state(false)
  cameras: MediaDeviceInfo[] = $state.raw([])
  microphones: MediaDeviceInfo[] = $state.raw([])
  cameraId: string | undefined = $state()
  microphoneId: string | undefined = $state()
  facing: Facing | undefined = $state()
  readonly #withPicture: boolean
  readonly #devices: () => MediaDevices | undefined
  #ontrack: ((track: MediaStreamTrack) => void) | undefined

  /**
   * @param withPicture false for a show that is only heard
   * @param devices handed in for tests; undefined where the origin is not secure
   */
  constructor(withPicture: boolean, devices = () => navigator.mediaDevices as MediaDevices | undefined) {
    this.#withPicture = withPicture
    this.#devices = devices
  }

  /** Phones look at their owner mirrored; viewers never see it so. A webcam that tells nothing faces its owner. */
  get mirrored(): boolean {
    return this.facing !== 'environment'
  }

  /** Pictures the camera takes a second: none in a show that is only heard; undefined while it is off. */
  get fps(): number | undefined {
    if (!this.#withPicture) return 0
    return this.stream?.getVideoTracks()[0]?.getSettings().frameRate
  }

  get canFlip(): boolean {
    return this.cameras.length > 1
  }

  /** Told whenever another camera or microphone took over, so that it can be sent on. */
  onTrack(listener: (track: MediaStreamTrack) => void): void {
    this.#ontrack = listener
  }

  /** Asks for camera and microphone; the browser asks the person, the first time. `problem` says why not. */
  async start(): Promise<void> {
    const devices = this.#devices()
    if (!devices) {
      this.problem = 'insecure'
      return
    }
    this.starting = true
    try {
      const constraints = { audio: this.#soundWish(), video: this.#withPicture && this.#pictureWish('user') }
      this.stream = await devices.getUserMedia(constraints)
      for (const track of this.stream.getTracks()) this.#watch(track)
      this.problem = undefined
    } catch (error) {
      this.problem = captureProblemOf(error, await this.#missing(devices))
    } finally {
      this.starting = false
    }
    await this.list()
  }

  /** Reads which devices there are. Their names are told only once the person allowed one. */
  async list(): Promise<void> {
    const all = (await this.#devices()?.enumerateDevices()) ?? []
    this.cameras = all.filter((device) => device.kind === 'videoinput' && device.deviceId)
    this.microphones = all.filter((device) => device.kind === 'audioinput' && device.deviceId)
  }

  /** From front to back on a phone; to the next camera on a machine whose cameras face nowhere. */
  async flip(): Promise<void> {
    if (this.facing) {
      this.cameraId = undefined
      return this.#take('video', this.#pictureWish(this.facing === 'user' ? 'environment' : 'user'))
    }
    const at = this.cameras.findIndex((device) => device.deviceId === this.cameraId)
    const next = this.cameras[(at + 1) % this.cameras.length]
    if (next) await this.useCamera(next.deviceId)
  }

  useCamera(deviceId: string): Promise<void> {
    this.cameraId = deviceId
    return this.#take('video', this.#pictureWish())
  }

  useMicrophone(deviceId: string): Promise<void> {
    this.microphoneId = deviceId
    return this.#take('audio', this.#soundWish())
  }

  mute(muted: boolean): void {
    this.muted = muted
    for (const track of this.stream?.getAudioTracks() ?? []) track.enabled = !muted
  }

  stop(): void {
    for (const track of this.stream?.getTracks() ?? []) {
      track.onended = null
      track.stop()
    }
    this.stream = undefined
  }

  #pictureWish(facing?: Facing): MediaTrackConstraints {
    return this.cameraId
      ? { ...picture, deviceId: { exact: this.cameraId } }
      : { ...picture, ...(facing && { facingMode: { ideal: facing } }) }
  }

  #soundWish(): MediaTrackConstraints {
    return this.microphoneId ? { ...sound, deviceId: { exact: this.microphoneId } } : sound
  }

  /** Puts one track in place of another. A phone opens only one camera at a time: the old one is let go first. */
  async #take(kind: Kind, wish: MediaTrackConstraints): Promise<void> {
    const devices = this.#devices()
    const before = this.stream?.getTracks().filter((track) => track.kind === kind) ?? []
    if (!devices || !this.stream) return
    this.starting = true
    for (const track of before) {
      track.onended = null
      track.stop()
    }
    try {
      const fresh = await devices.getUserMedia(kind === 'video' ? { video: wish } : { audio: wish })
      const [track] = fresh.getTracks()
      if (!track) return
      const others = this.stream.getTracks().filter((one) => one.kind !== kind)
      this.#watch(track)
      this.stream = new MediaStream([...others, track])
      this.problem = undefined
      this.#ontrack?.(track)
    } catch (error) {
      this.problem = captureProblemOf(error, undefined)
    } finally {
      this.starting = false
    }
  }

  #watch(track: MediaStreamTrack): void {
    const settings = track.getSettings()
    if (track.kind === 'video') {
      this.cameraId = settings.deviceId
      this.facing = settings.facingMode as Facing | undefined
    } else {
      this.microphoneId = settings.deviceId
      track.enabled = !this.muted
    }
    track.onended = () => {
      this.problem = 'unplugged'
    }
  }

  async #missing(devices: MediaDevices): Promise<'camera' | 'microphone' | undefined> {
    const all = await devices.enumerateDevices().catch(() => [])
    if (this.#withPicture && !all.some((device) => device.kind === 'videoinput')) return 'camera'
    return all.some((device) => device.kind === 'audioinput') ? undefined : 'microphone'
  }
}
