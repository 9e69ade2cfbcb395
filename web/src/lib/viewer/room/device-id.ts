/**
 * What this browser is called where one household has one limit: the same over reloads and accounts. A word that can
 * be changed by whoever wants to; addresses and telephones are compared at the checkout.
 */
export function deviceId(): string | undefined {
  const name = 'device'
  try {
    const known = localStorage.getItem(name) ?? crypto.randomUUID()
    localStorage.setItem(name, known)
    return known
  } catch {
    return undefined
  }
}
