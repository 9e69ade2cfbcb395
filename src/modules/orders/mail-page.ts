import { escapeHtml } from '../../lib/html.ts'
import type { Locale } from '../../lib/local-text.ts'

export type MailRow = readonly [left: string, right: string]

/** A mail to a buyer, as text. */
export type MailPage = {
  locale: Locale
  brandName: string
  /** Sentences, first to last. */
  said: readonly string[]
  title: string
  rows: readonly MailRow[]
  /** Below the table: an address, what to do next. */
  below: readonly string[]
  /** Where the mail leads: the whole address. */
  links: readonly { url: string; text: string }[]
}

const ink = '#1d1b18'
const soft = '#6b655c'
const line = '#e6e1d8'

/** The same mail for programs that show text and for those that show HTML; what people typed stays text in both. */
export function mailPage({ locale, brandName, said, title, rows, below, links }: MailPage): {
  text: string
  html: string
} {
  const text = [
    ...[...said, '', title, ...rows.map(([left, right]) => `${left}  ${right}`), ''],
    ...[
      ...below,
      ...(below.length > 0 ? [''] : []),
      ...links.map((link) => `${link.text}: ${link.url}`),
      '',
      brandName,
    ],
  ].join('\n')
  const cells = rows.map(
    ([left, right]) =>
      `<tr><td style="padding:8px 16px 8px 0;border-top:1px solid ${line};vertical-align:top">${escapeHtml(left)}</td><td style="padding:8px 0;border-top:1px solid ${line};text-align:right;white-space:nowrap;vertical-align:top">${escapeHtml(right)}</td></tr>`,
  )
  const buttons = links.map(
    ({ url, text }, i) =>
      `<p style="margin:0 0 12px"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 24px;border:1px solid ${ink};border-radius:999px;text-decoration:none;font-weight:600;${i === 0 ? `background:${ink};color:#ffffff` : `color:${ink}`}">${escapeHtml(text)}</a></p>`,
  )
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;background:#f6f3ee;font:16px/1.55 -apple-system,'Segoe UI',Roboto,'PingFang SC','Noto Sans SC',sans-serif;color:${ink}">
<div style="max-width:560px;margin:0 auto;padding:24px 16px">
<p style="margin:0 0 16px;font-size:18px;font-weight:600;letter-spacing:.02em">${escapeHtml(brandName)}</p>
<div style="padding:24px;border-radius:12px;background:#ffffff">
${said.map((one) => `<p style="margin:0 0 12px">${escapeHtml(one)}</p>`).join('\n')}
<h1 style="margin:20px 0 8px;font-size:18px">${escapeHtml(title)}</h1>
<table role="presentation" style="border-collapse:collapse;width:100%;margin:0 0 20px">${cells.join('\n')}</table>
${buttons.join('\n')}
${below.map((one) => `<p style="margin:12px 0 0;color:${soft};font-size:14px;white-space:pre-line">${escapeHtml(one)}</p>`).join('\n')}
</div></div></body></html>`
  return { text, html }
}
