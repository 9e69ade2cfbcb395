import { mkdir, writeFile } from 'node:fs/promises'
import { drawPicture, pictureNames } from '../test/world/draw.ts'

/** `npm run draw`: renders the pictures of the named world into `test/world/rendered`, after a drawing has changed. */
const folder = new URL('../test/world/rendered/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const name of pictureNames) {
  await writeFile(new URL(`${name}.webp`, folder), await drawPicture(name))
  console.log(name)
}
