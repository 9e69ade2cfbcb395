import type { Address } from '../answers.ts'

/** What was typed at the checkout of one brand. Kept for this tab only: it is somebody's address. */
export type Draft = { email: string; address: Address; methodId?: string; payWith?: string; code?: string }

const nameOf = (brandId: string) => `checkout:${brandId}`

/** Browsers that forbid storage keep nothing, and nothing breaks. */
export function readDraft(brandId: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(nameOf(brandId))
    return text ? (JSON.parse(text) as Draft) : undefined
  } catch {
    return undefined
  }
}

export function writeDraft(brandId: string, draft: Draft): void {
  try {
    sessionStorage.setItem(nameOf(brandId), JSON.stringify(draft))
  } catch {}
}
