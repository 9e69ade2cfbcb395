import type { FastifyInstance } from 'fastify'
import { appid } from './wechat-pay-signer.ts'

export const appSecret = 'the secret of the official account'
/** Whoever opens the page is this buyer, or one who only looks (`virtual`). */
export const openId = 'oDanaInWeChat'

/** The official account: names a buyer by a code, silently, as `snsapi_base` does. */
export function mountAccount(app: FastifyInstance): void {
  const codes = new Map<string, 'fresh' | 'used'>()
  type Query = { Querystring: Record<string, string> }
  app.get<Query>('/connect/oauth2/authorize', (request, reply) => {
    const names = Object.keys(request.query).join()
    const { redirect_uri: back, state, scope, appid: asked, response_type: type } = request.query
    const isRight = asked === appid && scope === 'snsapi_base' && type === 'code' && /^[a-zA-Z0-9]{1,128}$/.test(state!)
    if (!isRight || names !== 'appid,redirect_uri,response_type,scope,state') return reply.code(400).send('10003')
    const code = `code${codes.size}`
    codes.set(code, 'fresh')
    const url = new URL(back!)
    url.searchParams.set('code', code)
    url.searchParams.set('state', state!)
    return reply.redirect(url.href)
  })
  app.get<Query>('/sns/oauth2/access_token', (request) => {
    const { appid: asked, secret, code, grant_type: type } = request.query
    if (asked !== appid) return { errcode: 40013, errmsg: 'invalid appid' }
    if (secret !== appSecret) return { errcode: 40125, errmsg: 'invalid appsecret' }
    const named = { access_token: 'a', expires_in: 7200, refresh_token: 'r', openid: openId, scope: 'snsapi_base' }
    if (code === 'virtual') return { ...named, is_snapshotuser: 1 }
    const known = codes.get(code!)
    if (!known || type !== 'authorization_code') return { errcode: 40029, errmsg: 'invalid code' }
    if (known === 'used') return { errcode: 40163, errmsg: 'code been used' }
    codes.set(code!, 'used')
    return named
  })
}
