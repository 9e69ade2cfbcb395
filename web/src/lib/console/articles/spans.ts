import type { Span } from '#src/modules/articles/state.ts'

/** As much of a node of a page as is read here. */
export type Written = {
  readonly nodeName: string
  readonly nodeValue: string | null
  readonly childNodes: Iterable<Written>
  readonly getAttribute?: (name: string) => string | null
}

type Looks = Omit<Span, 'text'>
const blocks = new Set(['DIV', 'P', 'LI'])

/** What somebody wrote into an editable field, as structured text: bold, italic, links and line breaks; no other looks. */
export function spansOf(root: Written): Span[] {
  const spans: Span[] = []
  const put = (text: string, looks: Looks) => text && spans.push({ text, ...looks })
  const walk = (node: Written, looks: Looks) => {
    if (node.nodeName === '#text') put((node.nodeValue ?? '').replaceAll('\u00a0', ' ').replaceAll('\n', ' '), looks)
    else if (node.nodeName === 'BR') put('\n', looks)
    else {
      if (blocks.has(node.nodeName) && spans.length > 0) put('\n', looks)
      const own = looksOf(node)
      for (const child of node.childNodes) walk(child, { ...looks, ...own })
    }
  }
  for (const child of root.childNodes) walk(child, {})
  // An editable field ends with a break that nobody wrote.
  const last = spans.at(-1)
  if (last?.text.endsWith('\n')) spans[spans.length - 1] = { ...last, text: last.text.slice(0, -1) }
  return joined(spans)
}

function looksOf(node: Written): Looks {
  if (node.nodeName === 'B' || node.nodeName === 'STRONG') return { bold: true }
  if (node.nodeName === 'I' || node.nodeName === 'EM') return { italic: true }
  const href = node.nodeName === 'A' ? node.getAttribute?.('href') : null
  return href ? { href } : {}
}

const sameLooks = (a: Span, b: Span) =>
  Boolean(a.bold) === Boolean(b.bold) && Boolean(a.italic) === Boolean(b.italic) && a.href === b.href

/** Stretches that look alike are one. */
export function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans) {
    const last = all.at(-1)
    if (!span.text) continue
    if (last && sameLooks(last, span)) all[all.length - 1] = { ...last, text: last.text + span.text }
    else all.push(span)
  }
  return all
}

/** An address as somebody types it: without a scheme it is https. Undefined: it leads nowhere that a link may. */
export function linkFrom(typed: string, isSafe: (href: string) => boolean): string | undefined {
  const trimmed = typed.trim()
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`
  return trimmed && isSafe(whole) ? whole : undefined
}
