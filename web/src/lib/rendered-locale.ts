import type { Locale } from './locale.ts'

/**
 * The language of this page. In the browser it stands on `<html lang>` already, so a layout can fetch its words at once
 * instead of after its parent's.
 */
export const renderedLocale = async (parent: () => Promise<{ locale: Locale }>): Promise<Locale> =>
  typeof document === 'undefined' ? (await parent()).locale : (document.documentElement.lang as Locale)
