/** What a member may be for a brand (O10). One person may be several. */
export const roles = ['owner', 'producer', 'host', 'moderator', 'support', 'analyst', 'finance'] as const
export type Role = (typeof roles)[number]
