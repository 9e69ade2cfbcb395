import * as z from 'zod'
import type { DisputeDesk, Evidence } from '../dispute-desk.ts'
import type { PayPalClient } from './client.ts'

const taken = z.object({ links: z.array(z.unknown()).optional() })
const pathOf = (ref: string, verb: string) => `/v1/customer/disputes/${encodeURIComponent(ref)}/${verb}`
/** What PayPal takes of a note (developer.paypal.com/docs/api/customer-disputes/v1, `notes`). */
const noteMost = 2000

/** Answers disputes: what speaks for us is a form with one part of JSON, giving in is a plain call. */
export const createDesk = (client: PayPalClient): DisputeDesk => ({
  async respond({ disputeRef, answerId, evidence }) {
    await client.postForm(pathOf(disputeRef, 'provide-evidence'), answerId, { evidences: evidencesOf(evidence) }, taken)
  },
  async accept({ disputeRef, answerId, note }) {
    const body = { note: note || 'Accepted', accept_claim_type: 'REFUND' }
    await client.post(pathOf(disputeRef, 'accept-claim'), answerId, body, taken)
  },
})

function evidencesOf({ note, papers, parcels }: Evidence) {
  const notes = [...[note, ...papers].filter(Boolean).join('\n')].slice(0, noteMost).join('')
  const tracking_info = parcels.map(({ carrier, tracking }) => ({
    ...{ carrier_name: 'OTHER', carrier_name_other: carrier, tracking_number: tracking },
  }))
  return tracking_info.length > 0
    ? [{ evidence_type: 'PROOF_OF_FULFILLMENT', evidence_info: { tracking_info }, notes }]
    : [{ evidence_type: 'OTHER', notes }]
}
