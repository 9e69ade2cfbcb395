/** Offers the page to the device's own sharing; where there is none, copies its address. @returns what happened */
export async function share(title: string): Promise<'shared' | 'copied' | 'nothing'> {
  const url = location.origin + location.pathname
  if (navigator.share) {
    const shared = await navigator.share({ title, url }).then(
      () => true,
      (error: unknown) => error instanceof DOMException && error.name === 'AbortError',
    )
    if (shared) return 'shared'
  }
  return navigator.clipboard.writeText(url).then(
    () => 'copied',
    () => 'nothing',
  )
}
