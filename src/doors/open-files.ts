import type { FilesDoor } from './doors.ts'
import { filesInFolder } from './files.ts'
import { filesInS3, type S3Settings } from './files-in-s3.ts'

/** Where files lie: a folder of this machine, or a bucket. Can be told to another process. */
export type FilesSettings = { folder: string } | { s3: S3Settings }

/** The door to them. `flush: false`: what a power cut takes is not missed. */
export const openFiles = (settings: FilesSettings, { flush = true } = {}): FilesDoor =>
  's3' in settings ? filesInS3(settings.s3, { fetch }) : filesInFolder(settings.folder, undefined, flush)
