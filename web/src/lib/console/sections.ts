import { consoleLinks } from '#lib/console/links.ts'
import { studioLinks, viewerLinks } from '#lib/links.ts'
import type { ConsoleWords } from '#lib/messages/load-team.ts'
import type { NavSection } from '#lib/ui/SideNav.svelte'
import type { May } from './may.ts'

interface Place {
  slug: string
  may: May
  words: ConsoleWords
  /** Where one is now. */
  path: string
}

/** The navigation: what the member's roles can open. Home is current on itself only, the rest with all below them. */
export function sectionsOf({ slug, may, words, path }: Place): NavSection[] {
  const home = consoleLinks.brand(slug)
  const item = (label: string, href: string, icon: NavSection['items'][number]['icon'], open = true) =>
    open ? [{ label, href, icon, current: href === home ? path === home : path.startsWith(href) }] : []
  return [
    { items: item(words.home, home, 'home') },
    {
      label: words.onAir,
      items: [
        ...item(words.shows.title, consoleLinks.shows(slug), 'calendar'),
        ...item(words.programme.title, consoleLinks.calendar(slug), 'clock'),
        ...item(words.programme.series, consoleLinks.series(slug), 'star'),
        ...item(words.articles.title, consoleLinks.articles(slug), 'edit'),
        ...item(words.messages.title, consoleLinks.messages(slug), 'bell', may.seeMessages),
        ...item(words.auctions.title, consoleLinks.auctions(slug), 'hammer', may.seeOrders),
        ...item(words.gifts.title, consoleLinks.gifts(slug), 'star', may.seeGifts),
        ...item(words.hosts.title, consoleLinks.hosts(slug), 'mic', may.seeHosts),
        ...item(words.fairPlay.title, consoleLinks.fairPlay(slug), 'check', may.seeFairPlay),
      ],
    },
    {
      label: words.ordersSection,
      items: [
        ...item(words.orders.title, consoleLinks.orders(slug), 'bag', may.seeOrders),
        ...item(words.payLinks.title, consoleLinks.payLinks(slug), 'share', may.makePayLinks),
        ...item(words.fulfilment.packing, consoleLinks.packing(slug), 'box', may.sendOrders),
        ...item(words.counter.title, consoleLinks.counter(slug), 'bell', may.sendOrders),
        ...item(words.fulfilment.returns, consoleLinks.returns(slug), 'back', may.seeReturns),
        ...item(words.money.title, consoleLinks.payments(slug), 'card', may.refundOrders),
        ...item(words.risk.title, consoleLinks.risk(slug), 'eye', may.seeRisk),
        ...item(words.hosts.payouts, consoleLinks.payouts(slug), 'forward', may.payHosts),
        ...item(words.books.title, consoleLinks.books(slug), 'book', may.seeBooks),
      ],
    },
    {
      label: words.goods,
      items: [
        ...item(words.products.title, consoleLinks.products(slug), 'tag', may.seeProducts),
        ...item(words.assortments.title, consoleLinks.assortments(slug), 'box', may.seeProducts),
        ...item(words.stock.title, consoleLinks.stock(slug), 'chart', may.seeStock),
        ...item(words.promotions.title, consoleLinks.promotions(slug), 'gift', may.seePromotions),
        ...item(words.delivery.title, consoleLinks.delivery(slug), 'truck', may.seeDelivery),
      ],
    },
    {
      label: words.brandSection,
      items: [
        ...item(words.team.title, consoleLinks.team(slug), 'users', may.seeTeam),
        ...item(words.team.settings, consoleLinks.settings(slug), 'settings', may.changeBrand),
        ...item(words.fulfilment.afterSale, consoleLinks.afterSale(slug), 'note', may.changeAfterSale),
        ...item(words.developers, consoleLinks.developers(slug), 'globe'),
        ...item(words.openStudio, studioLinks.home(), 'camera', may.openStudio),
        ...item(words.openShop, viewerLinks.brand(slug), 'eye'),
      ],
    },
  ]
}
