/** Feeds the Opus to AAC path twenty seconds of silence while collecting garbage; says how many AAC frames came. */
import { transcode } from '../../src/media/codec/transcode.ts'

const collect = globalThis.gc
if (!collect) throw new Error('Needs --expose-gc.')
let frames = 0
const feed = await transcode((message) => {
  if (message.type === 'audio') frames++
})
for (let i = 0; i < 1000; i++) {
  feed(i * 960, Uint8Array.of(0xfc, 0xff, 0xfe))
  if (i % 10 === 0) collect()
  if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
}
console.log(frames)
