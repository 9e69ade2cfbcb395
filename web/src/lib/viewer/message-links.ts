import { query } from '../links.ts'

/** Apart from the links of all viewers' pages: those come with every room. */
export const messageLinks = {
  messages: () => '/messages',
  /** `brandId`: shown even where it has said nothing yet. */
  choices: (brandId?: string) => `/messages/preferences${query({ brand: brandId })}`,
}
