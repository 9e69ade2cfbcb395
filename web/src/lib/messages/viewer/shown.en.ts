/** What stands over the clips of a product that viewers wished for. */
export default {
  title: 'Shown on a viewer’s wish',
  kinds: { inside: 'The inside', angle: 'Another side', worn: 'On somebody', fabric: 'The material up close' },
  liveOn: (day: string) => `Live on ${day}`,
}
