import type { MoneyWire } from '../lib/money.ts'
import type { Finished, FinishPlan } from '../media/codec/recording-messages.ts'
import type { Recordings } from '../media/recording/library.ts'
import type { LabelDoor } from './label-door.ts'
import type { DisputeDesk, DisputeNews } from './payments/dispute-desk.ts'
import type { PushDoor } from './push/door.ts'

export type { Label, LabelDoor } from './label-door.ts'

/** The outside world, as we want it. Only jobs knock (errands, `lib/jobs.ts`); only `app.ts` chooses who answers. */
export type Doors = {
  /** Every payment provider of this install. Of two that can take a method, the earlier does. */
  payments: readonly PaymentProvider[]
  mail: MailDoor
  push: PushDoor
  files: FilesDoor
  labels: LabelDoor
  /** What the media process wrote down. */
  recordings: Recordings
  /** The whole address of a path on this install, as people outside reach it: for mails. */
  urlOf(path: string): string
  /** This install's signature over a text, in base64url: always the same, and nobody else can make it. */
  seal(text: string): string
}

export type FinishedRecording = Finished
export type RecordingPlan = FinishPlan

/** Where a buyer pays: a computer, a phone's browser, or the browser inside one of these apps. */
export type Device = 'desk' | 'phone' | 'wechat' | 'alipay'

/** A payment to ask for. */
export type IntentWish = {
  /** Our id: the key of idempotency, and what the provider is to name us in its notices. */
  intentId: string
  orderNumber: string
  amount: MoneyWire
  /** Who sells. */
  description: string
  email: string
  locale: string
  /** The method in the provider's own word, from `payments/methods.ts`. */
  method: string
  device: Device
  /** The internet address the buyer called from; some wallets ask for it. */
  buyerAddress?: string | undefined
  /** Who the buyer is to the wallet, where it asks (`PaymentProvider.payer`) and was told. */
  payerId?: string | undefined
  /** The buyer's bank is to look at its customer (3-D Secure), whatever the provider thinks of the payment. */
  stepUp?: boolean | undefined
  /** What the provider calls this buyer, who may let it keep what they pay with. */
  customerRef?: string | undefined
  /** A path on this install where the buyer comes back to. Providers want it whole: put the base URL before it. */
  returnUrl: string
}

/** How the buyer goes on to pay. */
export type PaymentStep =
  /** To a page of the provider: absolute, or a path on this install. */
  | { kind: 'redirect'; url: string }
  /** The same, for a page that must be reached by POST. */
  | { kind: 'form'; url: string; fields: Record<string, string> }
  /** A code to scan with a wallet on another device; `text` is what the code says. */
  | { kind: 'qr'; text: string }
  /** Parameters for `WeixinJSBridge.invoke('getBrandWCPayRequest', …)`, in WeChat's own browser. */
  | { kind: 'wechat'; params: Record<string, string> }

/** How the buyer goes on, or what has become of the payment at once. */
export type AskedIntent = {
  providerRef: string
  step: PaymentStep | null
  notices?: readonly PaymentNotice[]
}

/** A payment we asked for, as the provider may want to know it again. */
export type KnownIntent = {
  intentId: string
  providerRef: string
  amount: MoneyWire
  /** Refunds that we asked for and have not heard the end of. */
  refunds: readonly { refundId: string; amount: MoneyWire }[]
}

/** What a provider says of one payment, in our words. */
export type PaymentNotice = {
  /** The provider's own id of this news: the same news twice, by webhook or when asked, has the same where it can. */
  eventId: string
  /** Our id, which we gave when we asked for the payment. */
  intentId: string
  /** The provider's id of the payment, the same that `createIntent` gave. */
  providerRef: string
  /**
   * - `pending`: the buyer has done their part and the money is on its way. We ask soon (`findIntent`).
   * - `captured`, `declined`: the money is ours; it will not come by this intent (a page that expired, too).
   * - `refunded`, `refundFailed`: of one refund, `refundId`. `amount` is that refund's own. A refund can fail after
   *   it succeeded.
   * - `disputed`, `disputeClosed`: the buyer's bank took `amount` back or asks about it, or has decided (`reason`:
   *   `won`, `lost`, where `dispute` does not say).
   */
  kind: 'pending' | 'captured' | 'declined' | 'refunded' | 'refundFailed' | 'disputed' | 'disputeClosed'
  /** As the provider says it, never as we asked for it: perhaps in a currency that we do not sell in. */
  amount: { minor: string; currency: string }
  /** Ours, as given to `refund`; the provider's own for money that went back at its desk. */
  refundId?: string | undefined
  /** Why, as a stable word: `card_declined`, `authentication_failed`, `expired`. */
  reason?: string | undefined
  /** Of a dispute, what the provider says of it now. */
  dispute?: DisputeNews | undefined
  /** What was paid with, as the provider knows it again (a card's fingerprint, a wallet's account), where it says. */
  instrument?: string | undefined
}

/** One line of what a provider settled. */
export type SettlementRow = {
  /** The provider's id of the line. */
  rowId: string
  kind: 'capture' | 'refund' | 'dispute' | 'other'
  /** Our id, where the line names it. */
  intentId?: string | undefined
  providerRef?: string | undefined
  refundId?: string | undefined
  /** What the buyer paid or got back: never negative. */
  amount: { minor: string; currency: string }
  /** What the provider kept of it: negative when it gave some back. */
  fee: { minor: string; currency: string }
  at: Date
}

/** A way to pay that a provider keeps for a buyer. We know what to call it, and its id there. */
export type KeptMethod = {
  ref: string
  /** In the provider's own word. */
  method: string
  /** `Visa •••• 4242` */
  label: string
  /** `2034-12` */
  expires?: string | undefined
}

/** Keeps ways to pay. No number of a card is ever ours. */
export type Keeper = {
  /** Makes the buyer known. Idempotent by `personId`. @returns what the provider calls them */
  open(person: { personId: string; email: string }): Promise<string>
  list(customerRef: string): Promise<readonly KeptMethod[]>
  /**
   * Takes a payment with one of them: without a page, unless the bank wants to see its customer (`step`). `offSession`:
   * they agreed before and are not there, so that such a bank says no (`authentication_failed`).
   * Idempotent by `intentId`. @throws as `createIntent`
   */
  pay(wish: IntentWish & { customerRef: string; keptRef: string; offSession: boolean }): Promise<AskedIntent>
  /** Never an error for one that is gone. */
  forget(ref: string): Promise<void>
}

/** Where a wallet tells us who the buyer is. */
export type PayerDesk = {
  /** Whether a payment on this device needs the buyer's name. */
  isNeeded(device: Device): boolean
  /** The page that names the buyer and leads back to `returnUrl` (whole) with a `code`. `state` comes back as it is. */
  pageFor(wish: { state: string; returnUrl: string }): string
  /** Who came back with this code, which works once. @throws ProviderTrouble */
  find(code: string): Promise<string>
}

export type PaymentProvider = {
  /** As in the path of its webhooks: `stripe`, `wechat-pay`. */
  readonly name: string
  /** The methods this install may take with it, in the provider's own words. */
  readonly methods: readonly string[]
  /** Wallets that pay only for a buyer whom they have named: WeChat in its own browser. */
  readonly payer?: PayerDesk
  readonly keeper?: Keeper
  /** Not every provider takes answers by its API. */
  readonly disputes?: DisputeDesk
  /**
   * Asks for a payment. Idempotent by `intentId`.
   * @throws ProviderTrouble: one that is final (`isFinal`) ends the attempt, after any other the job comes again
   */
  createIntent(wish: IntentWish): Promise<{ providerRef: string; step: PaymentStep }>
  /**
   * What became of a payment, for when a notice got lost: empty while nothing is decided. Takes the money, where the
   * buyer has agreed and the provider waits for our word.
   */
  findIntent(known: KnownIntent): Promise<readonly PaymentNotice[]>
  /** Closes what has not been paid, so that it cannot be any more. Never an error when it is too late. */
  withdraw(known: KnownIntent): Promise<void>
  /**
   * Gives money back. Idempotent by `refundId`.
   * @returns what is known at once; the rest comes as a notice. A refund that can never be is `refundFailed`
   * @throws when it may succeed later: the job comes again
   */
  refund(wish: {
    refundId: string
    /** What is to go back. */
    amount: MoneyWire
    reason: string
    /** `amount` in it is what was paid. */
    intent: KnownIntent
  }): Promise<readonly PaymentNotice[]>
  /**
   * Reads a webhook. Checks the signature over the raw bytes, and its age, before anything else. News that is not
   * ours to know, or of a kind we know nothing of, is no notice: it is acknowledged and forgotten.
   * @throws Refusal `payments.forgedNotice`, `payments.staleNotice` or `payments.brokenNotice`
   */
  readNotices(
    headers: Record<string, string | undefined>,
    raw: Uint8Array,
    now: Date,
  ): readonly PaymentNotice[] | Promise<readonly PaymentNotice[]>
  /** What the provider wants to hear once its notice is kept; `{"ok":true}` by default. */
  readonly acknowledgement?: { contentType: string; body: string }
  /** What it settled in a span of time, for reconciliation. Not every provider can be asked. */
  settled?(from: Date, to: Date): Promise<readonly SettlementRow[]>
}

export type Mail = {
  /** Stable per mail: sending twice with the same key delivers once, where the transport can. */
  key: string
  to: string
  subject: string
  text: string
  html: string
  /** Where whoever reads it wants no more of it: told to mail programs for their own button (RFC 8058). */
  unsubscribeUrl?: string
  /** An appointment that calendars take from it. */
  calendar?: { method: 'PUBLISH' | 'CANCEL'; text: string }
}

export type MailDoor = {
  /** @throws when the transport refuses or cannot be reached: the job tries again later. */
  send(mail: Mail): Promise<void>
}

export type FilesDoor = {
  /** @param path slash-separated, without `..`; overwrites */
  put(path: string, bytes: Uint8Array, contentType: string): Promise<void>
  get(path: string): Promise<{ bytes: Uint8Array; contentType: string } | undefined>
  remove(path: string): Promise<void>
}
