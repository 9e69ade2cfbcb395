import type { Ctx } from '../../ctx.ts'
import { type BrandId, newId } from '../../lib/ids.ts'
import { type Draft, type Outcome, planImport } from './import-plan.ts'
import { saveAll, stockCounted, tellSaved } from './products.ts'
import { type CsvRow, readCsv } from './read-csv.ts'
import * as store from './store.ts'

export type ImportReport = { rows: Outcome[] } & Record<Outcome['outcome'], number>

/**
 * Reads products from a CSV file. Each row is taken or refused for itself, with a reason; the same file again changes
 * nothing. `dryRun` reports the same without changing anything.
 * @throws catalog.brokenCsv, catalog.tooManyRows when there are no rows to judge; catalog.skuTaken when another call
 *   took a SKU meanwhile
 */
export async function importProducts(
  ctx: Ctx,
  { brandId, csv, dryRun }: { brandId: BrandId; csv: string; dryRun: boolean },
): Promise<ImportReport> {
  const rows = readCsv(csv)
  const plan = planImport(rows, await knownOf(ctx, brandId, rows), {
    ...{ brandId, productId: () => newId(ctx.now), variantId: () => newId(ctx.now) },
  })
  if (!dryRun) {
    await saveDrafts(ctx, plan.drafts)
    for (const count of plan.counts) await stockCounted.tell(ctx, { ...count, brandId })
  }
  const count = (outcome: Outcome['outcome']) => plan.outcomes.filter((one) => one.outcome === outcome).length
  return {
    rows: plan.outcomes,
    ...{ created: count('created'), changed: count('changed') },
    ...{ unchanged: count('unchanged'), refused: count('refused') },
  }
}

/** The brand's products that the file names by SKU or title, locked until the import has ended. */
async function knownOf(ctx: Ctx, brandId: BrandId, rows: readonly CsvRow[]) {
  const cells = (column: string) => rows.flatMap((row) => row.cells.get(column)?.normalize('NFC') ?? [])
  const titles = [...cells('title'), ...cells('title_fr'), ...cells('title_zh')]
  const named = await store.productsNamedLocked(ctx.sql, brandId, cells('sku'), titles)
  const productIds = named.map((row) => row.productId)
  const counted = await store.countedUnits(ctx.sql, productIds)
  return {
    products: await store.wholeProducts(ctx.sql, productIds),
    counted: new Map(counted.map((row) => [row.variantId, row.counted])),
  }
}

async function saveDrafts(ctx: Ctx, drafts: readonly Draft[]): Promise<void> {
  const products = drafts.map(({ isNew, variants, said, ...product }) => {
    const described = Object.keys(product.description).length > 0
    return { ...product, description: described ? product.description : product.title }
  })
  const variants = drafts.flatMap(({ productId, brandId, variants }) =>
    variants.map((variant, i) => ({ ...variant, productId, brandId, position: i + 1 })),
  )
  await saveAll(
    ctx,
    products,
    variants.filter((variant) => variant.changed),
  )
  await tellSaved(
    ctx,
    products,
    variants.filter((variant) => variant.isNew),
  )
}
