import type { Snippet } from 'svelte'

export interface Column<Row> {
  /** Its key in the sort, and in the URL. */
  key: string
  label: string
  /** What stands in the cell, when it is only text. */
  text?: (row: Row) => string | number | null | undefined
  /** What stands in the cell, when it is more. */
  cell?: Snippet<[Row]>
  align?: 'start' | 'end'
  /** What stands below the column, in a last row: a sum. */
  foot?: string
  /** Sorting by it is offered. */
  sortable?: boolean
  /** Left out below 48rem. */
  wideOnly?: boolean
}

export interface Sort {
  key: string
  direction: 'up' | 'down'
}

/** What a press on a column's head asks for: up, then down, then up again. */
export function nextSort(sort: Sort | undefined, key: string): Sort {
  return { key, direction: sort?.key === key && sort.direction === 'up' ? 'down' : 'up' }
}
