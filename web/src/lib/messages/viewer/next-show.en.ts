/** What the end of a show says of the next one. */
export default {
  goesOn: 'The evening goes on',
  next: 'Next show',
  afterwards: 'From here it went on to',
  liveNow: 'Live now',
  withHost: (name: string) => `with ${name}`,
  goNow: 'Go now',
  see: 'See the show',
  stay: 'Stay here',
  seconds: (seconds: string) => `${seconds} s`,
  /** Said once to whoever is read to. */
  takesYou: (title: string, seconds: string) =>
    `The show is over. In ${seconds} seconds you are taken to ${title}, unless you stay here.`,
  staying: 'You stay here.',
}
