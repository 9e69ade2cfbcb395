import type { Clock } from '../../../lib/clock.ts'
import type { Fields } from '../form.ts'
import { type Answer, callProvider, type Fetch } from '../provider-call.ts'
import { ProviderTrouble } from '../provider-trouble.ts'
import { answerFields } from './answers.ts'
import type { UnionPaySettings } from './settings.ts'
import { isSigned, signFields } from './signing.ts'

export type UnionPayClient = {
  /** Signed fields: for the buyer's browser to bring, or for `send`. */
  signed(fields: Fields): Record<string, string>
  /** @param path `queryTrans`, `backTransReq`; @returns the signed answer, whatever its `respCode` */
  send(path: 'queryTrans' | 'backTransReq', fields: Fields): Promise<Fields>
}

type ClientNeeds = { fetch: Fetch; clock: Clock; pause?: ((ms: number) => Promise<void>) | undefined }

export function createClient(settings: UnionPaySettings, needs: ClientNeeds): UnionPayClient {
  const { merId, certId, key, origin } = settings
  const always = { version: '5.1.0', encoding: 'UTF-8', signMethod: '01', accessType: '0', merId, certId }
  const signed = (fields: Fields) => signFields(key, { ...always, ...fields })
  return {
    signed,
    send: (path, fields) =>
      callProvider(
        'unionpay',
        needs,
        () => ({
          url: `${origin}/gateway/api/${path}.do`,
          init: {
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
            body: new URLSearchParams(signed(fields)).toString(),
          },
        }),
        (answer) => readAnswer(settings, answer, needs.clock.now()),
      ),
  }
}

function readAnswer(settings: UnionPaySettings, { status, raw }: Answer, now: Date): Fields {
  if (status >= 500 || status === 429) throw new ProviderTrouble('unionpay', 'busy', String(status))
  const fields = answerFields(raw.toString())
  if (!fields?.respCode)
    throw new ProviderTrouble('unionpay', 'unreadable', String(status), raw.toString().slice(0, 200))
  if (!isSigned(settings, fields, now)) throw new ProviderTrouble('unionpay', 'unsigned', fields.respCode)
  if (fields.respCode === '11') throw new ProviderTrouble('unionpay', 'credentials', '11', fields.respMsg)
  return fields
}
