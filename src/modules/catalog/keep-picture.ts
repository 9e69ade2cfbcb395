import type { Ctx } from '../../ctx.ts'
import type { FilesDoor } from '../../doors/doors.ts'
import { type BrandId, newId } from '../../lib/ids.ts'
import type { Sql } from '../../lib/sql.ts'
import { type EncodedPicture, encodePicture } from './encode-picture.ts'
import { type ProductView, pictureAsView } from './reads.ts'
import * as store from './store.ts'

export type PictureView = ProductView['pictures'][number]

/** A kept picture in its large size, as WebP; undefined when it is not there. */
export const pictureBytes = async (files: FilesDoor, pictureId: string): Promise<Uint8Array | undefined> =>
  (await files.get(pathOfPicture(pictureId, 1600)))?.bytes

export const pathOfPicture = (pictureId: string, side: 1600 | 400): string => `pictures/${pictureId}-${side}.webp`

/**
 * Adds a picture in the caller's transaction: for what the house itself brings. Uploads come through `mountPictures`,
 * which encodes and stores before it opens a transaction.
 * @throws catalog.notAPicture, catalog.pictureTooLarge
 */
export async function addPicture(ctx: Ctx, wish: { brandId: BrandId; bytes: Uint8Array }): Promise<PictureView> {
  const picture = await putPicture(ctx.doors.files, ctx.now, await encodePicture(wish.bytes))
  return notePicture(ctx.sql, ctx.now, wish.brandId, picture)
}

/** Puts the files of a picture. A crash after this leaves two files that nobody names, never a row without files. */
export async function putPicture(files: FilesDoor, now: Date, encoded: EncodedPicture): Promise<store.Picture> {
  const pictureId: store.PictureId = newId(now)
  await files.put(pathOfPicture(pictureId, 1600), encoded.large, 'image/webp')
  await files.put(pathOfPicture(pictureId, 400), encoded.small, 'image/webp')
  return { pictureId, width: encoded.width, height: encoded.height }
}

/** Writes down a picture whose files are there. */
export async function notePicture(sql: Sql, now: Date, brandId: BrandId, picture: store.Picture): Promise<PictureView> {
  await store.addPicture(sql, now, brandId, picture)
  return pictureAsView(picture)
}
