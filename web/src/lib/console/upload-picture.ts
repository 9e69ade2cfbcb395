import { Refused } from '#src/lib/client.ts'

export interface UploadedPicture {
  pictureId: string
  url: string
  width: number
  height: number
}

/**
 * Sends one picture to a brand. `onsent` hears the share of it that has left, 0 to 1: only XMLHttpRequest tells.
 * @throws {Refused} catalog.notAPicture, catalog.pictureTooLarge, edge.unreachable and what the edge says
 */
export function uploadPicture(
  brandId: string,
  file: File,
  onsent: (share: number) => void = () => {},
): Promise<UploadedPicture> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/brands/${brandId}/pictures`)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onsent(total > 0 ? loaded / total : 0)
    request.onerror = () =>
      reject(new Refused({ code: 'edge.unreachable', status: 0, title: 'The server could not be reached' }))
    request.onload = () => {
      const { status, response } = request
      if (status >= 200 && status < 300 && response) resolve(response as UploadedPicture)
      else reject(new Refused(response ?? { code: 'edge.broken', status, title: 'Broken answer' }))
    }
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}

/** What can be sent as a picture. */
export const pictureKinds = 'image/jpeg,image/png,image/webp,image/avif,image/gif'
export const pictureBytesMost = 20 * 1024 * 1024

/** The small rendition of one of our pictures; any other address stays as it is. */
export const smallPicture = (url: string): string => url.replace(/^(\/pictures\/[0-9a-f-]{36})\.webp$/, '$1-400.webp')
