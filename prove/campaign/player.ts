import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { ask } from '../../bench/load/ask.ts'
import type { Buyer } from '../../bench/load/buyers.ts'
import { orderBag, payOrder, type Send } from '../../bench/load/whole-order.ts'
import type { Dice } from '../random.ts'
import { type Campaign, type Stay, showMinutes, staysOf } from './plan.ts'

const browser = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1'

export type Ground = {
  port: number
  brandId: string
  showId: string
  variantIds: readonly string[]
  productId: string
  buyers: readonly Buyer[]
  /** Who counts as there at the server now. */
  viewers(): Promise<number>
}

/** So many at the same time, no more: a browser opens no thousand connections either. */
async function each<T>(list: readonly T[], most: number, work: (one: T) => Promise<unknown>): Promise<void> {
  const left = list.values()
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (const one of left) await work(one)
    }),
  )
}

/** Spread over the minutes in which there is somebody: `count` marks, an array a minute. */
function spread<T>(list: readonly T[], minuteOf: (one: T) => number): T[][] {
  const minutes = Array.from({ length: showMinutes }, () => [] as T[])
  for (const one of list) minutes[minuteOf(one)]!.push(one)
  return minutes
}

/** People ask to be reminded of an announced show: it goes into their calendars. */
export const signUp = ({ port, showId }: Pick<Ground, 'port' | 'showId'>, people: readonly Buyer[]): Promise<void> =>
  each(people, 20, async ({ cookie }) => {
    const body = { locale: 'zh-Hans', timeZone: 'Asia/Shanghai' }
    const path = `/api/shows/${showId}/reminders/calendar`
    const { status } = await ask({ port, method: 'POST', path, body, browser, cookie })
    if (status !== 200) throw new Error(`a sign-up was answered ${status}`)
  })

/** One campaign with its viewers, each a socket of its own, played minute by minute. */
export function playerOf(campaign: Campaign, ground: Ground, die: Dice) {
  const { port, showId, brandId } = ground
  const stays = staysOf(campaign, die)
  const there = new Map<string, WebSocket>()
  const coming = spread(stays, ({ comes }) => comes)
  const shopping = spread(
    stays.slice(0, campaign.shopVisitors),
    ({ comes, leaves }) => comes + die.roll(leaves - comes),
  )
  // What is bought is bought after something was shown: in bursts.
  const buying = spread(ground.buyers.slice(0, campaign.buyers), () => 5 * die.roll(showMinutes / 5) + 2)
  const saying = spread(
    Array.from({ length: campaign.comments }, (_, i) => i),
    (i) => i % showMinutes,
  )
  const hearts = spread(
    Array.from({ length: campaign.hearts }, (_, i) => i),
    (i) => i % showMinutes,
  )
  const post = (path: string, body: object, cookie?: string) =>
    ask({ port, method: 'POST', path: `/api/shows/${showId}/${path}`, body, browser, ...(cookie && { cookie }) })
  const must = async (asked: ReturnType<typeof post>) => {
    const { status, body } = await asked
    if (status !== 200) throw new Error(`${campaign.name}: ${status} ${JSON.stringify(body)}`)
  }

  let cursors = { e: 0, c: 0 }

  /** A page brings the room as it is; its socket goes on from there. */
  async function look(): Promise<void> {
    const { body } = await ask({ port, method: 'GET', path: `/api/shows/${showId}/room`, browser })
    cursors = { e: Number(body.seq), c: (body.chat as { seq: number }).seq }
  }

  /** Every shop visitor opens a product; as many as buy put it in their bag, and are somebody from then on. */
  const baggers = new Map(stays.slice(0, campaign.buyers).map(({ viewer }, i) => [viewer, ground.buyers[i]!.cookie]))
  function open({ viewer }: Stay) {
    const { productId } = ground
    const cookie = baggers.get(viewer)
    const bagged = cookie ? [{ kind: 'bag', productId }] : []
    return post('touches', { viewer, touched: [{ kind: 'product', productId }, ...bagged] }, cookie)
  }

  async function come({ viewer }: Stay): Promise<void> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rooms/${showId}?e=${cursors.e}&c=${cursors.c}&v=${viewer}`)
    there.set(viewer, socket)
    await once(socket, 'open')
    const sign = die.roll(3)
    const came = sign === 0 ? { utmSource: 'article' } : sign === 1 ? { referrer: 'mp.weixin.qq.com' } : {}
    await must(post('touches', { viewer, came, touched: [] }))
  }

  async function buy({ cookie, personId }: Buyer): Promise<void> {
    const send: Send = (method, path, body) =>
      ask({
        port,
        method,
        path,
        cookie,
        browser,
        ...(method !== 'GET' && { key: randomUUID() }),
        ...(body && { body }),
      })
    const variantId = die.pick(ground.variantIds)
    await must(send('POST', `/api/brands/${brandId}/bag/lines`, { variantId, quantity: 1, showId }))
    const placed = await orderBag(send, { brandId, personId })
    if (!placed) throw new Error(`${campaign.name}: an order was refused`)
    await payOrder(send, placed)
  }

  /** Heard once the server answers a question that was asked after them over the same socket. */
  async function give(count: number): Promise<void> {
    const [socket] = there.values()
    if (!socket || count === 0) return
    for (let left = count; left > 0; left -= 20) socket.send(JSON.stringify({ h: Math.min(20, left) }))
    const heard = new Promise<void>((resolve) => {
      const hear = (data: Buffer) => {
        if (!String(data).startsWith('{"t":')) return
        socket.off('message', hear)
        resolve()
      }
      socket.on('message', hear)
    })
    socket.send('{"t":1}')
    await heard
  }

  async function leave(leavers: readonly Stay[]): Promise<void> {
    await each(leavers, 200, async ({ viewer }) => {
      const socket = there.get(viewer)!
      there.delete(viewer)
      socket.close()
      await once(socket, 'close')
    })
  }

  /** The server counts exactly those who are there: nobody's coming or going is under way. */
  async function settled(): Promise<void> {
    for (let tries = 0; (await ground.viewers()) !== there.size; tries++) {
      if (tries > 2000) throw new Error(`${campaign.name}: ${await ground.viewers()} are there, not ${there.size}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  return {
    campaign,
    async play(minute: number): Promise<void> {
      await leave(stays.filter(({ leaves }) => leaves === minute))
      await look()
      await each(coming[minute]!, 40, come)
      await settled()
      await each(shopping[minute]!, 30, (stay) => must(open(stay)))
      await each(saying[minute]!, 20, (i) =>
        must(
          post('messages', { text: `Is number ${i} for dry skin?` }, ground.buyers[i % ground.buyers.length]!.cookie),
        ),
      )
      await give(hearts[minute]!.length)
      await each(buying[minute]!, 6, buy)
    },
    async goHome(): Promise<void> {
      await leave(stays.filter(({ leaves }) => leaves === showMinutes))
      await settled()
    },
  }
}
