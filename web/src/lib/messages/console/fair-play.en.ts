export default {
  title: 'Fair play',
  text: 'What the rules for fair drops refused, and why. Whoever you let through is not stopped by that rule again in that drop.',
  who: 'Person',
  drop: 'Drop',
  why: 'What was seen',
  when: 'When',
  guest: 'A guest',
  times: (count: string) => `${count} times`,
  letThrough: 'Let through',
  letThroughOf: (name: string) => `Let ${name} through`,
  letThroughBy: (name: string) => `Let through by ${name}`,
  done: (name: string) => `${name} is let through`,
  emptyTitle: 'Nobody was refused',
  emptyText:
    'One limit for one household, no machines before the opening, no reservations left to lapse: whoever breaks these rules appears here.',
  rules: {
    sharedDevice: (_: string, perBuyer: string) =>
      `Another account on the same device has its units already (limit ${perBuyer}).`,
    sharedPhone: (others: string, perBuyer: string) =>
      `Other accounts with the same telephone number have ${others} (limit ${perBuyer}).`,
    sharedAddress: (others: string, perBuyer: string) =>
      `Other accounts that have it sent to the same address have ${others} (limit ${perBuyer}).`,
    machine: (taps: string) => `${taps} taps within one second before the opening: quicker than any person.`,
    hoarding: (lapsed: string) => `${lapsed} reservations of this drop were left to lapse, unpaid.`,
  },
}
