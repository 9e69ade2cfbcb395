/*
 * Runs in every page before its own scripts: counts the frames that each <video> really showed, and reads the clock
 * that the synthetic broadcaster draws into them. `readClockArea` and `clockArea` come with it (picture.ts).
 */
const seen = new WeakMap()
const canvas = new OffscreenCanvas(192, 64)
const pen = canvas.getContext('2d', { willReadFrequently: true })

/** The <video> that is on the page now; started to be watched when first asked for. */
function watched() {
  const video = document.querySelector('video')
  if (!video || seen.has(video)) return { video, watch: seen.get(video) }
  const watch = { frames: 0, latencies: [] }
  const look = () => {
    video.requestVideoFrameCallback(look)
    watch.frames++
    const latencyMs = latencyOf(video)
    if (latencyMs !== undefined) watch.latencies.push(latencyMs)
  }
  video.requestVideoFrameCallback(look)
  seen.set(video, watch)
  return { video, watch }
}

/** When the frame on the screen was drawn, by the clock in its pixels. */
function clockOf(video) {
  const { left, top, width, height } = clockArea(video.videoWidth, video.videoHeight)
  pen.drawImage(video, left, top, width, height, 0, 0, canvas.width, canvas.height)
  return readClockArea(pen.getImageData(0, 0, canvas.width, canvas.height), Date.now())
}

/** How long ago that was. */
function latencyOf(video) {
  const shownAt = clockOf(video)
  return shownAt === undefined ? undefined : Date.now() - shownAt
}

/** Goes somewhere in a recording, and resolves with the clock of the frame that is there. */
async function goTo(position) {
  const video = document.querySelector('video')
  const bar = document.querySelector('input[type=range]')
  const there = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
  bar.value = position
  bar.dispatchEvent(new Event('input', { bubbles: true }))
  await there
  // The element says so before the frame is drawn.
  for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame)
  return clockOf(video)
}

/** Resolves with the clock of the frame that is on the screen when `selector` begins to say `text`. */
function clockWhen(selector, text) {
  return new Promise((resolve) => {
    const says = () => [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text))
    const look = () => {
      if (!says()) return
      observer.disconnect()
      resolve(clockOf(watched().video))
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
    look()
  })
}

/** Resolves when `count` more frames were shown; rejects when they did not come in `patienceMs`. */
async function more(count, patienceMs) {
  const until = performance.now() + patienceMs
  let { video, watch } = watched()
  let before = watch?.frames ?? 0
  while ((watch?.frames ?? 0) < before + count) {
    if (performance.now() > until) {
      const at = video && `at ${video.currentTime} s, readyState ${video.readyState}, paused ${video.paused}`
      throw new Error(`fewer than ${count} frames came: ${at ?? 'there is no picture'}`)
    }
    await new Promise(requestAnimationFrame)
    const now = watched()
    // Another element is another picture: it begins at its first frame.
    if (now.watch !== watch) before = 0
    ;({ video, watch } = now)
  }
}

globalThis.picture = {
  more,
  goTo,
  clockWhen,
  latencies: () => watched().watch?.latencies ?? [],
  time: () => watched().video?.currentTime ?? 0,
}
