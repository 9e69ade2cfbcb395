import * as z from 'zod'
import { type Ctx, callerId } from '../../ctx.ts'
import { document, type Paper } from '../../lib/documents.ts'
import type { BrandId, PersonId } from '../../lib/ids.ts'
import { locales } from '../../lib/local-text.ts'
import { id } from '../../lib/shapes.ts'
import { statementCsv, statementOf } from './statements.ts'

const wanted = {
  brandId: id<'brand'>(),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  locale: z.enum(locales).default('en'),
  format: z.enum(['csv', 'pdf']),
}
type Wish = z.output<z.ZodObject<typeof wanted>> & { personId: PersonId }

async function paperOf({ sql }: Ctx, { brandId, format, locale, ...wish }: Wish): Promise<Paper> {
  const statement = await statementOf(sql, { ...wish, locale, brandId: brandId as BrandId })
  const name = `statement-${wish.month ?? 'all'}.${format}`
  if (format === 'csv') {
    const body = new TextEncoder().encode(statementCsv(statement, locale))
    return { name, type: 'text/csv; charset=utf-8', body }
  }
  const body = await (await import('./statement-pdf.ts')).statementPdf(statement, locale)
  return { name, type: 'application/pdf', body, inline: true }
}

export const hostsDocuments = [
  document({
    operation: 'hosts.statement',
    url: '/brands/:brandId/hosts/:personId/statement.:format',
    access: { staff: ['owner', 'finance'], of: 'brandId' },
    input: z.object({ ...wanted, personId: id<'person'>() }),
    write: (ctx, wish) => paperOf(ctx, wish),
  }),
  document({
    operation: 'hosts.ownStatement',
    url: '/hosting/:brandId/statement.:format',
    access: 'account',
    input: z.object(wanted),
    write: (ctx, wish) => paperOf(ctx, { ...wish, personId: callerId(ctx) }),
  }),
]
