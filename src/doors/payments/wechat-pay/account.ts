import * as z from 'zod'
import type { PayerDesk } from '../../doors.ts'
import { type Answer, callProvider } from '../provider-call.ts'
import type { ProviderNeeds } from '../provider-needs.ts'
import { ProviderTrouble, type TroubleWord } from '../provider-trouble.ts'
import type { WeChatPaySettings } from './settings.ts'

const me = 'wechat-pay'

/**
 * The official account, which names the buyer in WeChat's browser: web authorization with `snsapi_base`, silent for the
 * buyer. An OpenID belongs to one account; it is no name and no number.
 */
export function accountDesk(
  appid: string,
  { secret, origin, pages }: NonNullable<WeChatPaySettings['account']>,
  needs: ProviderNeeds,
): PayerDesk {
  return {
    isNeeded: (device) => device === 'wechat',

    // The order of the parameters and the fragment are WeChat's wish. `state` takes letters and digits alone.
    pageFor({ state, returnUrl }) {
      const query = `appid=${appid}&redirect_uri=${encodeURIComponent(returnUrl)}&response_type=code&scope=snsapi_base`
      return `${pages}/connect/oauth2/authorize?${query}&state=${state}#wechat_redirect`
    },

    find(code) {
      const query = new URLSearchParams({ appid, secret, code, grant_type: 'authorization_code' })
      const request = () => ({ url: `${origin}/sns/oauth2/access_token?${query}`, init: { method: 'GET' } })
      return callProvider(me, needs, request, readOpenId)
    },
  }
}

const answerShape = z.object({
  openid: z.string().min(1).optional(),
  is_snapshotuser: z.number().optional(),
  errcode: z.number().optional(),
  errmsg: z.string().optional(),
})

/** 40013, 40125: our id or secret is wrong. 45011: too often. -1: busy. Codes that are used, old or wrong are refused. */
const words: Record<number, TroubleWord> = { [-1]: 'busy', 45011: 'busy', 40013: 'credentials', 40125: 'credentials' }

function readOpenId({ status, raw }: Answer): string {
  const answer = readAnswer(raw)
  if (status !== 200 || !answer) throw new ProviderTrouble(me, status >= 500 ? 'busy' : 'unreadable', String(status))
  const { openid, errcode, errmsg, is_snapshotuser: isSnapshot } = answer
  if (errcode) throw new ProviderTrouble(me, words[errcode] ?? 'refused', String(errcode), errmsg)
  // The virtual user of a page that is looked at without agreeing: nobody who could pay.
  if (!openid || isSnapshot === 1) throw new ProviderTrouble(me, 'refused', isSnapshot ? 'snapshot' : 'noOpenid')
  return openid
}

function readAnswer(raw: Uint8Array): z.infer<typeof answerShape> | undefined {
  try {
    return answerShape.parse(JSON.parse(new TextDecoder().decode(raw)))
  } catch {
    return undefined
  }
}
