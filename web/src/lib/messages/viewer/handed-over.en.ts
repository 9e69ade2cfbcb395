/** What viewers are told when another host goes on with a show. */
export default {
  goesOn: (name: string) => `${name} goes on with the show`,
}
