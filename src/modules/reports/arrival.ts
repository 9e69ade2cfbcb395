/** How somebody came to a show. Taken from the address they opened and the page they came from, and from nothing else. */
// biome-ignore format: one line of sources
export const sources = [
  'direct', 'site', 'search', 'social', 'link', 'campaign', 'code', 'invitation', 'article', 'show',
] as const
export type Source = (typeof sources)[number]
export type Arrival = { source: Source; name: string | null; campaign: string | null }

/** What a browser tells: parameters of the address, and the host of the page before. */
export type Came = {
  code?: string | undefined
  inviter?: string | undefined
  utmSource?: string | undefined
  utmCampaign?: string | undefined
  /** The address of an article of the brand. */
  article?: string | undefined
  /** The show of the brand whose end led here. */
  show?: string | undefined
  referrer?: string | undefined
}

const searchHosts = /(^|\.)(google|bing|baidu|duckduckgo|ecosia|qwant|yahoo|yandex|sogou|so)\.[a-z.]+$/
const socialHosts =
  /(^|\.)(instagram|facebook|tiktok|douyin|xiaohongshu|weibo|x|twitter|youtube|pinterest|linkedin|threads|snapchat)\.[a-z.]+$|(^|\.)(t\.co|youtu\.be|weixin\.qq\.com|wechat\.com)$/

/**
 * The most deliberate sign wins: a printed code before an invitation, before a campaign, before the end of another
 * show, before an article, before the page before.
 * @param ownHost where the show is: whoever comes from there was here already
 */
export function arrivalOf(came: Came, ownHost: string): Arrival {
  const campaign = came.utmCampaign ?? null
  if (came.code) return { source: 'code', name: came.code, campaign }
  if (came.inviter) return { source: 'invitation', name: came.inviter, campaign }
  if (came.utmSource) return { source: 'campaign', name: came.utmSource.toLowerCase(), campaign }
  if (came.show) return { source: 'show', name: came.show, campaign }
  if (came.article) return { source: 'article', name: came.article, campaign }
  const host = came.referrer?.toLowerCase().replace(/^www\./, '')
  if (!host) return { source: 'direct', name: null, campaign }
  if (host === ownHost.toLowerCase().replace(/^www\./, '')) return { source: 'site', name: null, campaign }
  if (searchHosts.test(host)) return { source: 'search', name: host, campaign }
  return { source: socialHosts.test(host) ? 'social' : 'link', name: host, campaign }
}

const machines =
  /bot\b|bot\/|crawl|spider|slurp|preview|headless|lighthouse|curl|wget|python|java\/|go-http|okhttp|axios|node-fetch|facebookexternalhit|whatsapp|telegram|monitor|uptime/i

type Headers = Record<string, string | string[] | undefined>

/**
 * Whether a caller is not to be measured: they ask for it (Global Privacy Control, Do Not Track), or are no person by
 * their own word.
 */
export const unmeasured = (headers: Headers): boolean =>
  headers['sec-gpc'] === '1' || headers.dnt === '1' || machines.test(String(headers['user-agent'] ?? 'bot/'))
