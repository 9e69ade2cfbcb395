const wordsMost = 8

/** The words of a search as they are looked for: lower case, without accents, none twice. */
export const wordsOf = (search: string): string[] =>
  [
    ...new Set(
      search
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    ),
  ]
    .filter(Boolean)
    .slice(0, wordsMost)
