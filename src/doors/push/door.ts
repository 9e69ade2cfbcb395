/** What a browser gave for its messages. The endpoint is as good as a key: whoever has it may send. */
export type PushSubscription = { endpoint: string; keys: { p256dh: string; auth: string } }

export type PushMessage = {
  /** As `seal` gave it, for the same place. */
  to: { sealed: Uint8Array; place: string }
  /** What its service worker reads. */
  text: string
  /** A message not delivered yet is replaced by the next of the same topic: up to 32 characters of base64url. */
  topic: string
  /** How long it is worth delivering. */
  ttlSeconds: number
  urgency: 'normal' | 'high'
}

export type PushOutcome =
  | { state: 'sent' }
  /** The subscription is over. */
  | { state: 'gone' }
  /** Not now; perhaps after so long. */
  | { state: 'later'; reason: string; afterSeconds: number | undefined }
  | { state: 'refused'; reason: string }

export type PushDoor = {
  /** What browsers subscribe with: base64url. */
  publicKey: string
  /** A subscription as it may lie in a database: whoever has that alone cannot send. */
  seal(subscription: PushSubscription, place: string): Uint8Array
  /** Whether this may be the endpoint of a push service: https, and not in a private network. */
  isEndpoint(endpoint: string): boolean
  /** Never throws for what the service answers, or that it does not. */
  send(message: PushMessage): Promise<PushOutcome>
}
