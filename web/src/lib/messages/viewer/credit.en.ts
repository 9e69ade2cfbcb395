/** What somebody can spend in shops. */
export default {
  title: 'Shop credit',
  text: 'What you had from red packets. Each shop keeps its own.',
}
