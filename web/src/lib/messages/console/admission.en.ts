/** Whom a show is open to. */
export default {
  title: 'Who may watch',
  text: 'What strangers see of a closed show is its poster and the way in.',
  ticket: 'Ticket',
  chooseTicket: 'Choose a product',
  needsTicket: 'Choose the product that is the ticket.',
  guests: 'Guest list',
  guestsHint: 'One e-mail address a line.',
  badGuests: 'Some lines are no e-mail addresses.',
  save: 'Save',
  saved: 'Saved',
  liveNote: 'While the show is live only the list changes.',
  short: { unlisted: 'Link only', private: 'Private', ticketed: 'Ticketed' },
  visibilities: {
    public: { label: 'Everybody', text: 'Listed on your page.' },
    unlisted: { label: 'Everybody with the link', text: 'Listed nowhere.' },
    private: { label: 'Those on a list', text: 'Accounts with these e-mail addresses, once proven.' },
    ticketed: {
      label: 'Who bought the ticket',
      text: 'Whoever has paid for a product of yours, and those on the list.',
    },
  },
}
