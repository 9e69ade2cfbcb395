/** What somebody can spend in shops. */
export default {
  title: 'Shop credit',
  text: 'What you had from red packets and draws. Each shop keeps its own.',
  use: 'Use it on my next order',
  ready: (amount: string) => `${amount} comes off your next order of at least that much.`,
  have: (amount: string) => `You have ${amount} of shop credit`,
  useNow: 'Use it',
  nothing: 'There is nothing to spend.',
}
