/** The list with one item taken from a place and put in another; unchanged where there is no such place. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const rest = [...list]
  if (from < 0 || from >= rest.length || to < 0 || to >= rest.length) return rest
  rest.splice(to, 0, ...rest.splice(from, 1))
  return rest
}
