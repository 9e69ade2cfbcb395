import * as z from 'zod'
import { route } from '../../lib/contract.ts'
import { currency, done, id, text } from '../../lib/shapes.ts'
import { accountProblems as problem } from './problems.ts'
import { roles } from './roles.ts'

/** First parts of paths that are the house's own: a brand at one of them could not be reached. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  ...['account', 'admin', 'api', 'app', 'assets', 'bag', 'brands', 'checkout', 'console', 'discover', 'embed'],
  'fake-pay',
  ...[
    'healthz',
    'help',
    'hls',
    'kit',
    'login',
    'messages',
    'metrics',
    'orders',
    'pay',
    'pictures',
    'readyz',
    'recordings',
  ],
  ...['rooms', 'setup', 'shop', 'sign-in', 'sign-out', 'sign-up', 'static', 'studio', 'webhooks', 'well-known'],
  ...['q', 'u', 'unsubscribe', 'whep', 'whip'],
])
const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/, 'lower-case letters, digits and dashes, 2 to 40')
  .refine((one) => !reservedSlugs.has(one), 'this address is the house’s own')
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour like #a0522d')
const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase())
const locale = z.enum(['en', 'fr', 'zh-Hans'])

/** From the link in the mail: 32 random bytes. */
const invitationKey = z.string().regex(/^[0-9a-f]{64}$/, 'the key of a mailed link')

const brandView = z.object({
  brandId: id<'brand'>(),
  slug: z.string(),
  name: z.string(),
  tagline: z.string(),
  /** The brand's accent colour, `#rrggbb`. */
  accent: z.string(),
  markUrl: z.string().nullable(),
  currency,
  country: z.string(),
})

const memberView = z.object({
  personId: id<'person'>().nullable(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.enum(roles)),
  /** An invitation waits for its person to sign up with this e-mail. */
  invited: z.boolean(),
})

export const addressShape = z.object({
  name: text(120),
  line1: text(120),
  line2: text(120, 0).default(''),
  postalCode: text(16, 0).default(''),
  city: text(80),
  region: text(80, 0).default(''),
  country: z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country such as FR'),
  phone: text(32, 0).default(''),
})

const savedAddress = addressShape.extend({ addressId: id<'address'>() })

export const accountsContract = {
  'accounts.me': route({
    path: 'GET /me',
    summary: 'Who is calling',
    access: 'anyone',
    input: z.object({}),
    output: z.object({
      person: z
        .object({
          personId: id<'person'>(),
          name: z.string(),
          email: z.string().nullable(),
          /** Proved by a code. Invitations are taken only by a proved address. */
          emailVerified: z.boolean(),
          guest: z.boolean(),
          locale: locale.nullable(),
        })
        .nullable(),
      memberships: z.array(z.object({ brand: brandView, roles: z.array(z.enum(roles)) })),
    }),
  }),
  'accounts.changeMe': route({
    path: 'PATCH /me',
    summary: 'Change the name others see, or the language',
    access: 'person',
    input: z.object({ name: text(40).optional(), locale: locale.optional() }),
    output: done,
  }),
  'accounts.setup': route({
    path: 'GET /setup',
    summary: 'Whether this install still waits for its first brand',
    access: 'anyone',
    input: z.object({}),
    output: z.object({ needed: z.boolean() }),
  }),
  'accounts.setUp': route({
    path: 'POST /setup',
    summary: 'Create the first brand and its owner; works once',
    access: 'anyone',
    limit: { calls: 10, seconds: 60 },
    input: z.object({
      brand: z.object({
        name: text(80),
        slug,
        currency,
        country: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .default('FR'),
      }),
      owner: z.object({ name: text(80), email, password: z.string().min(1).max(200) }),
    }),
    output: z.object({ brandId: id<'brand'>() }),
    problems: [problem.alreadySetUp, problem.weakPassword, problem.emailTaken],
  }),
  'accounts.brands': route({
    path: 'GET /brands',
    summary: 'The brands of this install',
    access: 'anyone',
    input: z.object({}),
    output: z.object({ items: z.array(brandView) }),
  }),
  'accounts.brand': route({
    path: 'GET /brands/by-slug/{slug}',
    summary: 'A brand by its address',
    access: 'anyone',
    input: z.object({ slug: text(80) }),
    output: brandView,
    problems: [problem.unknownBrand],
  }),
  'accounts.createBrand': route({
    path: 'POST /brands',
    summary: 'Found another brand; the caller becomes its owner. Only for owners of a brand of this install',
    access: 'account',
    input: z.object({
      name: text(80),
      slug,
      currency,
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .default('FR'),
    }),
    output: z.object({ brandId: id<'brand'>() }),
    problems: [problem.slugTaken, problem.ownersOnly],
  }),
  'accounts.changeBrand': route({
    path: 'PATCH /brands/{brandId}',
    summary: 'Change how a brand presents itself',
    access: { staff: ['owner'], of: 'brandId' },
    input: z.object({
      brandId: id<'brand'>(),
      name: text(80).optional(),
      tagline: text(200, 0).optional(),
      accent: colour.optional(),
      markPictureId: id<'picture'>().nullable().optional(),
    }),
    output: done,
  }),
  'accounts.members': route({
    path: 'GET /brands/{brandId}/members',
    summary: 'Who works for a brand',
    access: { staff: ['owner', 'producer'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>() }),
    output: z.object({ items: z.array(memberView) }),
  }),
  'accounts.addMember': route({
    path: 'POST /brands/{brandId}/members',
    summary: 'Invite somebody by e-mail, or add an account',
    access: { staff: ['owner'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), email, roles: z.array(z.enum(roles)).min(1) }),
    output: memberView,
    problems: [problem.alreadyMember],
  }),
  'accounts.changeMember': route({
    path: 'PUT /brands/{brandId}/members/{email}',
    summary: 'Change what a member may do',
    access: { staff: ['owner'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), email, roles: z.array(z.enum(roles)).min(1) }),
    output: memberView,
    problems: [problem.unknownMember, problem.lastOwner],
  }),
  'accounts.removeMember': route({
    path: 'DELETE /brands/{brandId}/members/{email}',
    summary: 'End a membership or an invitation',
    access: { staff: ['owner'], of: 'brandId' },
    input: z.object({ brandId: id<'brand'>(), email }),
    output: done,
    problems: [problem.unknownMember, problem.lastOwner],
  }),
  'accounts.invitation': route({
    path: 'GET /invitations/{key}',
    summary: 'What an invitation from a mail is for',
    access: 'anyone',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ key: invitationKey }),
    output: z.object({ brand: brandView, email: z.string(), roles: z.array(z.enum(roles)) }),
    problems: [problem.unknownInvitation],
  }),
  'accounts.acceptInvitation': route({
    path: 'POST /invitations/{key}/acceptance',
    summary: 'Join the team that the invitation is for, whichever address the caller signed up with',
    access: 'account',
    limit: { calls: 60, seconds: 60 },
    input: z.object({ key: invitationKey }),
    output: z.object({ slug: z.string() }),
    problems: [problem.unknownInvitation, problem.alreadyMember],
  }),
  'accounts.addresses': route({
    path: 'GET /me/addresses',
    summary: 'Addresses the caller has saved, their own and those of people they send to, the latest used first',
    access: 'person',
    input: z.object({}),
    output: z.object({ items: z.array(savedAddress), recipients: z.array(savedAddress) }),
  }),
  'accounts.saveAddress': route({
    path: 'POST /me/addresses',
    summary: 'Save an address; the same address twice is kept once',
    access: 'person',
    input: addressShape.extend({
      /** It is somebody’s the caller sends to. */
      recipient: z.boolean().optional(),
    }),
    output: z.object({ addressId: id<'address'>() }),
    problems: [problem.tooManyAddresses],
  }),
  'accounts.forgetAddress': route({
    path: 'DELETE /me/addresses/{addressId}',
    summary: 'Forget a saved address',
    access: 'person',
    input: z.object({ addressId: id<'address'>() }),
    output: done,
    problems: [problem.unknownAddress],
  }),
} as const
