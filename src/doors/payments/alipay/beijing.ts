/** `2026-01-08 10:01:00` in Beijing as an instant; undefined for anything else. */
export function beijing(text: string): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text)
  const at = match ? new Date(`${match[1]}T${match[2]}+08:00`) : undefined
  return at && !Number.isNaN(at.getTime()) ? at : undefined
}

/** An instant as Alipay writes it: `2026-01-08 10:01:00`, in Beijing. */
export const beijingText = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
