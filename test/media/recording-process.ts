/** A whole process with a media engine that records the synthetic picture, to be killed: `node … FOLDER UDP-PORT`. */
import { startMediaEngine } from '../../src/media/engine.ts'

const [, , dataFolder, udpPort] = process.argv
const quiet = () => {}
const engine = await startMediaEngine({
  authorize: async () => undefined,
  udpPort: Number(udpPort),
  dataFolder: dataFolder!,
  log: { info: quiet, warn: quiet, error: quiet },
})
engine.on((event) => {
  if (event.type === 'live.started') engine.record('demo', Date.now())
})
engine.broadcast('demo', { title: 'Friday at Alma' })
process.stdout.write(`${engine.origin()}\n`)
