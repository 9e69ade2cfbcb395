/** The system's Chromium, which tests and pictures open. */
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Quiet, and without what a container forbids. */
export const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** With a camera and a microphone that are not real, sound that plays unasked, and pages that go on out of sight. */
export const withFakeCamera = [
  ...quietly,
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
]
