import { fact } from '../../lib/facts.ts'
import type { BrandId } from '../../lib/ids.ts'

/** What a brand gives to everybody has changed, or all of something has been used, or no longer. */
export const promotionsChanged = fact<{ brandId: BrandId }>('promotions.changed')
