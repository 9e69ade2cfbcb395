import { escapeHtml } from '../../lib/html.ts'
import type { Locale } from '../../lib/local-text.ts'

type Offer = {
  title: string
  brandName: string
  /** What it costs, and until when it is kept, as people read it. */
  price: string
  until: string
  /** The whole address of the show. */
  url: string
}

type Words = { subject: (title: string) => string; lead: (offer: Offer) => string; action: string; ends: string }

const words: Record<Locale, Words> = {
  en: {
    subject: (title) => `It is your turn: ${title}`,
    lead: ({ title, price, until }) =>
      `One has come free and is kept for you: ${title}, ${price}. Pay before ${until}.`,
    action: 'Pay now',
    ends: 'After that it goes to whoever is next.',
  },
  fr: {
    subject: (title) => `C’est votre tour : ${title}`,
    lead: ({ title, price, until }) =>
      `Une pièce s’est libérée et vous est réservée : ${title}, ${price}. Payez avant ${until}.`,
    action: 'Payer maintenant',
    ends: 'Ensuite, elle ira à la personne suivante.',
  },
  'zh-Hans': {
    subject: (title) => `轮到您了：${title}`,
    lead: ({ title, price, until }) => `已为您保留一件：${title}，${price}。请在 ${until} 前付款。`,
    action: '立即付款',
    ends: '过时将让给下一位。',
  },
}

/** Tells somebody who waited in line, and is not looking, that a unit is kept for them. */
export function offerMail(locale: Locale, offer: Offer): { subject: string; text: string; html: string } {
  const { subject, lead, action, ends } = words[locale]
  const said = [lead(offer), ends]
  return {
    subject: subject(offer.title),
    text: [...said, `${action}: ${offer.url}`, offer.brandName].join('\n\n'),
    html: `<!doctype html><html lang="${locale}"><body style="font:16px/1.5 sans-serif;color:#1d1b18;max-width:560px">
<p>${escapeHtml(said[0]!)}</p><p><a href="${escapeHtml(offer.url)}">${action}</a></p><p>${ends}</p>
<p>${escapeHtml(offer.brandName)}</p></body></html>`,
  }
}
