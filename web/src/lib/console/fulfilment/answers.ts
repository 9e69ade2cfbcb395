import type { Api } from '#src/api.ts'
import type { Output } from '#src/lib/contract.ts'

type Answer<Name extends keyof Api> = Output<Api[Name]>

export type Parcel = Answer<'fulfilment.parcels'>['items'][number]
export type Return = Answer<'fulfilment.returns'>['items'][number]
export type Payment = Answer<'payments.ofOrder'>['items'][number]
export type Invoice = Answer<'invoices.ofOrder'>['items'][number]
export type AtCounter = Answer<'fulfilment.counter'>['items'][number]
