/** What somebody reads in front of a show that is not open to them. */
export default {
  private: 'This show is private',
  signInText: 'It is for those on its list. Sign in with the address you were invited with.',
  signIn: 'Sign in',
  notInvited:
    'The account you are signed in with is not on its list. Ask the house, or use the address you were invited with.',
  otherAccount: 'Use another account',
  ticketed: 'This show has a ticket',
  ticketText: 'Whoever buys the ticket may watch, live and in the replay.',
  ticket: 'Get the ticket',
  haveTicket: 'I have bought it',
}
