/**
 * One row as CSV (RFC 4180), with its end of line. A text that a spreadsheet would run as a formula is led by an
 * apostrophe: people choose their own names (OWASP, CSV injection). Numbers are ours and stay as they are.
 */
export const csvRow = (cells: readonly (string | number | null | undefined)[]): string =>
  `${cells.map(cell).join(',')}\r\n`

function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  // Whatever a spreadsheet skips before it sees the formula counts too: white space, and full-width signs.
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Makes spreadsheets read a file as UTF-8. */
export const byteOrderMark = '\ufeff'
