import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrivalOf, unmeasured } from './arrival.ts'

const came = (told: Parameters<typeof arrivalOf>[0]) => arrivalOf(told, 'alma.example')

test('the most deliberate sign of where somebody came from wins', () => {
  const all = {
    code: 'K7',
    inviter: 'dana',
    utmSource: 'Newsletter',
    utmCampaign: 'spring',
    referrer: 'www.google.com',
  }
  assert.deepEqual(came(all), { source: 'code', name: 'K7', campaign: 'spring' })
  assert.equal(came({ ...all, code: undefined }).source, 'invitation')
  assert.deepEqual(came({ utmSource: 'Newsletter' }), {
    source: 'campaign',
    name: 'newsletter',
    campaign: null,
  })
})

test('an article is the source of whoever came over it by nothing more deliberate', () => {
  const over = { article: 'evening-light', referrer: 'alma.example' }
  assert.deepEqual(came(over), { source: 'article', name: 'evening-light', campaign: null })
  assert.equal(came({ ...over, code: 'K7' }).source, 'code')
})

test('the end of another show is the source of whoever it led here, before an article', () => {
  const led = { show: 'friday', article: 'evening-light', referrer: 'alma.example' }
  assert.deepEqual(came(led), { source: 'show', name: 'friday', campaign: null })
  assert.equal(came({ ...led, utmSource: 'Newsletter' }).source, 'campaign')
})

test('a page before is a search, a network, a link, or our own', () => {
  const of = (referrer: string) => came({ referrer }).source
  assert.deepEqual(['www.google.fr', 'm.baidu.com', 'l.instagram.com', 't.co', 'mp.weixin.qq.com'].map(of), [
    ...['search', 'search', 'social', 'social', 'social'],
  ])
  assert.deepEqual(['blog.example', 'www.alma.example', 'notgoogle.example'].map(of), ['link', 'site', 'link'])
  assert.equal(came({}).source, 'direct')
})

test('who asks not to be measured is not, and no machine is', () => {
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1'
  assert.equal(unmeasured({ 'user-agent': phone }), false)
  assert.equal(unmeasured({ 'user-agent': phone, 'sec-gpc': '1' }), true)
  assert.equal(unmeasured({ 'user-agent': phone, dnt: '1' }), true)
  for (const agent of [
    'Googlebot/2.1',
    'curl/8.1',
    'Mozilla/5.0 HeadlessChrome/120',
    'facebookexternalhit/1.1',
    undefined,
  ]) {
    assert.equal(unmeasured({ 'user-agent': agent }), true, String(agent))
  }
})
