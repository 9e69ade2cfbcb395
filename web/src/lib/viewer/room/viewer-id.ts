/** Who a socket counts as: the same over reconnects and reloads of this tab, and nobody in particular. */
export function viewerId(): string {
  const name = 'viewer'
  try {
    const known = sessionStorage.getItem(name)
    if (known) return known
    const fresh = crypto.randomUUID()
    sessionStorage.setItem(name, fresh)
    return fresh
  } catch {
    return crypto.randomUUID()
  }
}
