import type { Handlers } from '../../lib/contract.ts'
import { bookPayout, bookSettlement, readClosing } from './books.ts'
import type { booksContract } from './contract.ts'
import { readSheet, readSheetEntries } from './sheet.ts'

export const booksRoutes: Handlers<typeof booksContract> = {
  'books.closing': readClosing,
  'books.sheet': readSheet,
  'books.sheetEntries': readSheetEntries,
  'books.bookSettlement': bookSettlement,
  'books.bookPayout': bookPayout,
}
