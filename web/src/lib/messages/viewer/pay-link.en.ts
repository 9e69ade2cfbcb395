/** What somebody reads who was sent a link to pay with. */
export default {
  title: (brand: string) => `Held for you at ${brand}`,
  until: (when: string) => `These pieces are yours until ${when}, at these prices.`,
  states: {
    ordered: 'It has been filled in and waits to be paid.',
    paid: 'It is paid. Thank you.',
    expired: 'Its time is over, and the pieces went back on sale.',
    cancelled: 'It was called off.',
  },
  orderedText: 'Pay in the browser it was filled in with, or ask the house for a new link.',
  toOrder: 'To the order',
  toShop: 'To the shop',
  deadTitle: 'This link opens nothing',
  deadText: 'It may be mistyped. Ask the house for a new one.',
}
