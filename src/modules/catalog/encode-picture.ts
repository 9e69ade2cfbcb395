import { refuse } from '../../lib/problems.ts'
import { catalogProblems as problem } from './problems.ts'

export const pictureBytesMost = 20 * 1024 * 1024
const pixelsMost = 50_000_000
const secondsMost = 20

/** A picture as it is kept: WebP, upright, in sRGB, without anything the camera or its owner wrote into it. */
export type EncodedPicture = { large: Uint8Array; small: Uint8Array; width: number; height: number }

/**
 * How the formats we take begin. Looked at before any decoder is: formats that are programs, such as SVG and PDF, or
 * that only their decoders' authors ever tested, never reach one.
 */
const beginnings: readonly ((bytes: Buffer) => boolean)[] = [
  (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  (bytes) => ['GIF87a', 'GIF89a'].includes(bytes.toString('latin1', 0, 6)),
  (bytes) => bytes.toString('latin1', 4, 8) === 'ftyp' && /^avi[fs]$/.test(bytes.toString('latin1', 8, 12)),
]

/**
 * Reads a JPEG, PNG, WebP, GIF (its first image) or AVIF and encodes it at most 1600 and at most 400 pixels wide and
 * high. The size is read from the header before anything is unpacked.
 * @throws catalog.notAPicture, catalog.pictureTooLarge
 */
export async function encodePicture(input: Uint8Array): Promise<EncodedPicture> {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength)
  if (bytes.length > pictureBytesMost) throw refuse(problem.pictureTooLarge, { bytes: bytes.length })
  if (!beginnings.some((begins) => begins(bytes))) {
    throw refuse(problem.notAPicture, { reason: 'send a JPEG, PNG, WebP, GIF or AVIF' })
  }
  // Only now: the decoders are large, and most processes never see a picture come in.
  const { default: sharp } = await import('sharp')
  const { width, height } = await orRefuse(() => sharp(bytes, { limitInputPixels: false }).metadata())
  if (width * height > pixelsMost) throw refuse(problem.pictureTooLarge, { width, height })
  return orRefuse(async () => {
    const large = await sharp(bytes, { limitInputPixels: pixelsMost, failOn: 'error' })
      .timeout({ seconds: secondsMost })
      .autoOrient()
      .resize({ width: 1600, height: 1600, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    const small = await sharp(large.data)
      .resize({ width: 400, height: 400, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer()
    return { large: large.data, small, width: large.info.width, height: large.info.height }
  })
}

/** Whatever a decoder stumbles over is the picture's fault. */
async function orRefuse<T>(decode: () => Promise<T>): Promise<T> {
  try {
    return await decode()
  } catch (error) {
    throw refuse(problem.notAPicture, { reason: `it is damaged: ${(error as Error).message.split('\n')[0]}` })
  }
}
