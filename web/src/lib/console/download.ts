/** Hands a text to the visitor as a file. The byte order mark makes spreadsheets read it as UTF-8. Browser only. */
export function download(name: string, text: string, type = 'text/csv') {
  const url = URL.createObjectURL(
    new Blob(type === 'text/csv' ? ['\ufeff', text] : [text], { type: `${type};charset=utf-8` }),
  )
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has begun with the click; the browser keeps what it still needs.
  URL.revokeObjectURL(url)
}
