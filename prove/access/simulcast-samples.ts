import type { Api } from '../../src/api.ts'
import type { Sent } from '../../src/lib/contract.ts'

type Of = Extract<keyof Api, `simulcast.${string}`>
type Ids = Record<'brandId' | 'showId' | 'nothing', string>

/** What is asked of other platforms. */
export const simulcastSamples = ({ brandId, showId, nothing }: Ids): { [Name in Of]: Sent<Api[Name]> } => ({
  'simulcast.targets': { brandId },
  'simulcast.addTarget': {
    brandId,
    name: 'Elsewhere',
    url: 'rtmp://127.0.0.1:9/live',
    everyShow: false,
    key: 'a key',
  },
  'simulcast.changeTarget': {
    brandId,
    targetId: nothing,
    name: 'Elsewhere',
    url: 'rtmp://a.example/b',
    everyShow: true,
  },
  'simulcast.removeTarget': { brandId, targetId: nothing },
  'simulcast.ofShow': { showId },
  'simulcast.turn': { showId, targetId: nothing, isOn: true },
})
