export function giveSubscription(given: object): void
export function firstNotification(): Promise<{ title: string; url: string; tag: string }>
