import type { Article } from '../answers.ts'

type Block = Article['blocks'][number]
type ProductBlock = Extract<Block, { type: 'product' }>
export type Group = Exclude<Block, ProductBlock> | { id: string; type: 'products'; products: ProductBlock[] }

/** Products that follow one another stand beside one another. */
export function grouped(blocks: readonly Block[]): Group[] {
  const groups: Group[] = []
  for (const block of blocks) {
    const last = groups.at(-1)
    if (block.type !== 'product') groups.push(block)
    else if (last?.type === 'products') last.products.push(block)
    else groups.push({ id: block.id, type: 'products', products: [block] })
  }
  return groups
}
