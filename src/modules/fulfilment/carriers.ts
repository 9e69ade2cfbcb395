/** The usual carriers, and where each shows the way of a parcel; `{}` stands for its number. */
const carriers = {
  Colissimo: 'https://www.laposte.fr/outils/suivre-vos-envois?code={}',
  'La Poste': 'https://www.laposte.fr/outils/suivre-vos-envois?code={}',
  Chronopost: 'https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT={}',
  'Mondial Relay': 'https://www.mondialrelay.fr/suivi-de-colis/?numeroExpedition={}',
  DHL: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id={}',
  UPS: 'https://www.ups.com/track?tracknum={}',
  FedEx: 'https://www.fedex.com/fedextrack/?trknbr={}',
  DPD: 'https://tracking.dpd.de/status/en_US/parcel/{}',
  GLS: 'https://gls-group.com/GROUP/en/parcel-tracking?match={}',
  bpost: 'https://track.bpost.cloud/btr/web/#/search?itemCode={}',
  Correos: 'https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={}',
  'Poste Italiane': 'https://www.poste.it/cerca/index.html#/risultati-spedizioni/{}',
  'Royal Mail': 'https://www.royalmail.com/track-your-item#/tracking-results/{}',
  'Swiss Post': 'https://service.post.ch/ekp-web/ui/entry/search/{}',
  USPS: 'https://tools.usps.com/go/TrackConfirmAction?tLabels={}',
  'SF Express': 'https://www.sf-express.com/chn/sc/waybill/waybill-detail/{}',
  'China Post EMS': 'https://www.ems.com.cn/queryList?mailNum={}',
  'JD Logistics': 'https://www.jdl.com/orderSearch/?waybillCodes={}',
  'Japan Post': 'https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={}',
} as const

export const carrierNames = Object.keys(carriers)

const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '')
const templates = new Map(Object.entries(carriers).map(([name, template]) => [plain(name), template]))

/** Where one follows a parcel, if its carrier is one of the usual; null for others, and without a number. */
export function trackingUrl(carrier: string, tracking: string): string | null {
  const template = templates.get(plain(carrier))
  const number = tracking.replace(/\s/g, '')
  return template && number ? template.replace('{}', encodeURIComponent(number)) : null
}
