import * as z from 'zod/mini'
import { organisationId } from './ids.ts'
import { meetingAccess, mutingRule } from './meetings.ts'
import { pageOf, pageQuery } from './paging.ts'
import { defineRoute } from './route.ts'
import { siret } from './siret.ts'
import { line } from './text.ts'

/** How many domains, and how many establishments, one organisation may have. */
export const mostMarks = 200

export const organisationName = line(120)

export const meetingCreators = z.enum(['everybody', 'administrators', 'nobody'])
export type MeetingCreators = z.output<typeof meetingCreators>

/** What the people of an organisation may do. */
const policyShape = {
  meetingCreators,
  /** Of meetings for which their creator says nothing else. */
  defaultAccess: meetingAccess,
  /** Whether people without an account may enter its meetings at all. */
  guestsAllowed: z.boolean(),
  /** Whether people choose the addresses of their meetings. */
  addressesAllowed: z.boolean(),
  /** Whether anybody, hosts included, may share a screen in its meetings. */
  sharingAllowed: z.boolean(),
  /** Whether its meetings have a chat, and reactions, at all. */
  chatOffered: z.boolean(),
  reactionsOffered: z.boolean(),
  /** Whether those who administer it may enter its running meetings, where everybody sees that they do. */
  administratorsEnter: z.boolean(),
  /** In new meetings, unless their owner says otherwise: what who takes part may do. */
  microphoneAllowed: z.boolean(),
  cameraAllowed: z.boolean(),
  screenAllowed: z.boolean(),
  screenAudioAllowed: z.boolean(),
  chatAllowed: z.boolean(),
  reactionsAllowed: z.boolean(),
  /** Of new meetings, as above: whether who has no role waits for a host. */
  waitForHost: z.boolean(),
  /** Of new meetings, as above: who switches off the microphones of others. */
  muting: mutingRule,
}
export const policy = z.object(policyShape)
export type Policy = z.output<typeof policy>

/** An organisation as a list has it. */
export const organisationItem = z.object({
  id: organisationId,
  name: z.string(),
  /** In ASCII (punycode). */
  domains: z.array(z.string()),
})
export type OrganisationItem = z.output<typeof organisationItem>

export const organisation = z.extend(organisationItem, {
  sirets: z.array(z.string()),
  policy,
  people: z.number(),
  administrators: z.number(),
  meetings: z.number(),
})
export type Organisation = z.output<typeof organisation>

const params = z.object({ organisationId })
const domain = z.string().check(z.trim(), z.toLowerCase(), z.minLength(1), z.maxLength(253))

export const getCreationPolicy = defineRoute({
  method: 'GET',
  path: '/api/v1/creation-policy',
  tag: 'meetings',
  summary: 'Whether the signed-in person may create meetings, and who enters those without asking.',
  access: 'user',
  status: 200,
  reply: z.object({ mayCreate: z.boolean(), defaultAccess: meetingAccess }),
  problems: [],
})

export const listOrganisations = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/organisations',
  tag: 'administration',
  summary: 'The organisations that the caller administers, by name.',
  access: 'administrator',
  query: pageQuery,
  status: 200,
  reply: pageOf(organisationItem),
  problems: [],
})

export const createOrganisation = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/organisations',
  tag: 'administration',
  summary: 'Create an organisation. For administrators of the installation.',
  access: 'administrator',
  body: z.strictObject({ name: organisationName }),
  status: 201,
  reply: organisation,
  problems: [],
})

export const getOrganisation = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/organisations/:organisationId',
  tag: 'administration',
  summary: 'One organisation: what belongs to it, and its policy.',
  access: 'administrator',
  params,
  status: 200,
  reply: organisation,
  problems: ['not-found'],
})

export const updateOrganisation = defineRoute({
  method: 'PATCH',
  path: '/api/v1/admin/organisations/:organisationId',
  tag: 'administration',
  summary:
    'Rename an organisation, change its policy, or, for administrators of the installation, replace its domains or establishments.',
  access: 'administrator',
  params,
  body: z.strictObject({
    name: z.optional(organisationName),
    domains: z.optional(z.array(domain).check(z.maxLength(mostMarks))),
    sirets: z.optional(z.array(siret).check(z.maxLength(mostMarks))),
    policy: z.optional(z.partial(z.strictObject(policyShape))),
  }),
  status: 200,
  reply: organisation,
  problems: ['not-found', 'domain-invalid', 'domain-taken', 'siret-taken'],
})

// One word of `acr_values` (OpenID Connect Core 1.0, 3.1.2.1) or of `amr` (RFC 8176): no space.
const assuranceWord = z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/))
const assuranceWords = z.array(assuranceWord).check(z.maxLength(10))

/** What an organisation asks of the sign-ins of its people, and how those who ask stand to it. */
const assurance = z.object({
  /** One of these `acr`, best first, and all of these `amr`. */
  required: z.object({ acr: z.array(z.string()), amr: z.array(z.string()) }),
  /** People who are signed in, and have to sign in again, better. */
  weakened: z.number(),
  /** Accounts with a password of ours: these never meet a requirement. */
  localAccounts: z.number(),
  own: z.object({
    /** Whether it binds the caller. */
    concerned: z.boolean(),
    /** What the operator calls the provider of the caller's session; null for a password of ours. */
    provider: z.nullable(z.string()),
    acr: z.nullable(z.string()),
    amr: z.array(z.string()),
  }),
})
export type Assurance = z.output<typeof assurance>

export const getAssurance = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/organisations/:organisationId/assurance',
  tag: 'administration',
  summary: 'How well the people of an organisation must have signed in, and how well the caller did.',
  access: 'administrator',
  params,
  status: 200,
  reply: assurance,
  problems: ['not-found'],
})

export const setAssurance = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/organisations/:organisationId/assurance',
  tag: 'administration',
  summary:
    'Require one of these levels (`acr`) and all of these methods (`amr`) of sign-ins. Whoever requires it of themselves must meet it.',
  access: 'administrator',
  params,
  body: z.strictObject({ acr: assuranceWords, amr: assuranceWords }),
  status: 200,
  reply: assurance,
  problems: ['not-found', 'assurance-not-met'],
})

export const deleteOrganisation = defineRoute({
  method: 'DELETE',
  path: '/api/v1/admin/organisations/:organisationId',
  tag: 'administration',
  summary: 'Delete an organisation without people and meetings. For administrators of the installation.',
  access: 'administrator',
  params,
  status: 204,
  problems: ['not-found', 'organisation-not-empty'],
})
