/** What a buyer may do with an order by themself, also by the link in its mails. */
export default {
  cancelPaid: (amount: string) =>
    `${amount} goes back the way you paid, and the pieces go back on sale. Your bank shows it within a few days.`,
  cancelUnpaid: 'Nothing was charged. The pieces go back on sale.',
  cancelUntil: 'You can cancel until it is packed.',
  cancelCarries: 'The delivery you paid stays for your other orders in the same parcel.',
  shipsWith: (number: string) => `Goes in one parcel with order ${number}: the delivery is paid.`,
  oneParcel: (numbers: string) => `In one parcel with ${numbers}`,
  email: 'E-mail of the order',
  emailWhy: (masked: string) => `We ask because this page opens for everybody who has its link. It is ${masked}.`,
  linkTitle: 'By the link in your e-mail',
  linkNote: 'Whoever has this link sees the order, not how it was paid. To see everything, sign in.',
  mailLink: 'Link in your e-mails',
  mailLinkText: 'Whoever has it sees how the order stands. You can make the links sent so far invalid.',
  copy: 'Copy the link',
  copied: 'Copied',
  revoke: 'Make old links invalid',
  revoked: 'The links sent so far open nothing any more',
  deadTitle: 'This link opens nothing any more',
  deadText: 'It may have been replaced by a newer one: look for the latest e-mail about your order.',
  yourOrders: 'Your orders here',
}
