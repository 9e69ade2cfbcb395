export const statuses = ['draft', 'scheduled', 'live', 'ended', 'replay', 'cancelled'] as const
