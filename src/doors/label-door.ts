/** What goes on a parcel. Addresses in lines, as one writes them. */
export type Label = {
  /** The order and which of its parcels: `MA-1042 / 1`. */
  reference: string
  brandName: string
  from: readonly string[]
  to: readonly string[]
  phone: string
  carrier: string
  tracking: string
  language: string
}

/** Whoever makes labels: a carrier's own service, or ourselves. */
export type LabelDoor = {
  /** @returns a PDF: one label a page of A6, or four on a sheet of A4 */
  print(labels: readonly Label[], sheet: 'a6' | 'a4', at: Date): Promise<Uint8Array>
}
