/** A camera that shows nothing but the time, and a microphone that hums. Runs in pages; bar-clock.ts comes with it. */
export function clockCamera({ clock, clockBits }) {
  const { module, left, top, width, height } = clock
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d', { alpha: false })
  let frame = 0
  setInterval(() => {
    pen.fillStyle = `hsl(${frame % 360} 40% 30%)`
    pen.fillRect(0, 0, width, height)
    pen.fillStyle = '#888'
    pen.fillRect((frame++ * 7) % width, 100, 120, 300)
    clockBits(Date.now()).forEach((bit, i) => {
      pen.fillStyle = bit ? '#b4b4b4' : '#242424'
      pen.fillRect(left + (i % 12) * module, top + Math.floor(i / 12) * module, module, module)
    })
  }, 1000 / 30)
  const sound = new AudioContext()
  const hum = sound.createOscillator()
  const microphone = sound.createMediaStreamDestination()
  hum.connect(microphone)
  hum.start()
  return new MediaStream([...canvas.captureStream(30).getTracks(), ...microphone.stream.getTracks()])
}
