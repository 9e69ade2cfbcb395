interface Page<Item> {
  items: Item[]
  next: string | null
}

/**
 * Asks a list page after page until it ends, until `enough` says so, or until `pagesMost` were read.
 * @returns everything read, and whether the list went on.
 */
export async function allPages<Item>(
  ask: (after: string | undefined) => Promise<Page<Item>>,
  { pagesMost = 25, enough = () => false }: { pagesMost?: number; enough?: (items: readonly Item[]) => boolean } = {},
): Promise<{ items: Item[]; more: boolean }> {
  const items: Item[] = []
  let after: string | undefined
  for (let pages = 0; pages < pagesMost; pages++) {
    const page = await ask(after)
    items.push(...page.items)
    if (page.next === null || enough(items)) return { items, more: false }
    after = page.next
  }
  return { items, more: true }
}
