import { problems } from '../../lib/problems.ts'

export const accountProblems = problems('accounts', {
  alreadySetUp: [409, 'This install has its first brand already'],
  ownersOnly: [403, 'Only an owner of a brand can found another'],
  slugTaken: [409, 'Another brand has this address'],
  emailTaken: [409, 'There is an account with this e-mail already'],
  weakPassword: [422, 'A password has at least 10 characters'],
  unknownBrand: [404, 'There is no such brand'],
  unknownMember: [404, 'This person is not a member'],
  alreadyMember: [409, 'This e-mail is a member or invited already'],
  unknownInvitation: [404, 'This invitation has been used or withdrawn'],
  lastOwner: [409, 'A brand keeps at least one owner'],
  unknownAddress: [404, 'There is no such address'],
  tooManyAddresses: [409, 'An account keeps at most 20 addresses'],
})

/** What signing in, below `/api/auth`, can say no with. */
export const signInProblems = problems('accounts', {
  wrongPassword: [401, 'The e-mail or the password is wrong'],
  wrongCode: [400, 'The code is wrong'],
  codeExpired: [400, 'The code has expired: ask for another'],
  tooManyAttempts: [403, 'Too many wrong codes: ask for another'],
  tooManyCodes: [429, 'Too many codes were sent to this address: wait a while'],
  alreadySignedIn: [409, 'There is a session already: sign out first'],
  badName: [422, 'A name has 1 to 80 visible characters'],
  badEmail: [422, 'This is not an e-mail address'],
  signInRefused: [400, 'Signing in did not work'],
})
