import * as z from 'zod/mini'
import { organisationId } from './ids.ts'
import { defineRoute } from './route.ts'

/** Who acted or was acted upon, as the audit writes it: `system`, `user:<id>`, `guest:<place>`, `key:<id>`, `meeting:<address>`. */
const reference = z.string().check(z.regex(/^[a-z]{2,20}(:[\w.:-]{1,120})?$/))
const action = z.string().check(z.regex(/^[a-z-]{2,40}\.[a-z-]{2,40}$/))

/** Every act that the audit records: noun and verb, from signing in to erasing. */
export const auditActions = [
  'session.opened',
  'session.refused',
  'session.closed',
  'session.revoked',
  'password.changed',
  'password.reset',
  'password.reset-requested',
  'second-factor.enabled',
  'second-factor.disabled',
  'second-factor.refused',
  'second-factor.recovered',
  'second-factor.reset',
  'account.created',
  'account.invited',
  'invitation.accepted',
  'account.renamed',
  'account.disabled',
  'account.enabled',
  'account.provisioned',
  'account.role-changed',
  'account.deprovisioned',
  'user.updated',
  'user.sessions-ended',
  'organisation.created',
  'organisation.updated',
  'organisation.assurance-set',
  'organisation.deleted',
  'provisioning.changed',
  'provisioning-token.created',
  'provisioning-token.deleted',
  'api-key.created',
  'api-key.revoked',
  'branding.updated',
  'meeting.created',
  'meeting.updated',
  'meeting.deleted',
  'meeting.address-chosen',
  'meeting.address-removed',
  'role.granted',
  'role.changed',
  'role.revoked',
  'role.sealed',
  'delegation.given',
  'delegation.revoked',
  'schedule.made',
  'schedule.changed',
  'schedule.cancelled',
  'schedule.invited',
  'schedule.uninvited',
  'calendar-feed.made',
  'calendar-feed.revoked',
  'passcode.set',
  'passcode.shown',
  'passcode.removed',
  'passcode.missed',
  'waiting-room.changed',
  'waiting.admitted',
  'waiting.refused',
  'administrator.entered',
  'participants.muted',
  'participant.ruled',
  'participant.renamed',
  'participant.spotlit',
  'hands.lowered',
  'spotlight.ended',
  'participant.removed',
  'participant.banned',
  'ban.lifted',
  'message.deleted',
  'sitting.locked',
  'sitting.unlocked',
  'sitting.ended',
  'audit.exported',
  'audit.verified',
  'mail.tested',
  'retention.changed',
  'retention.purged',
  'person.exported',
  'person.erased',
] as const
export type AuditAction = (typeof auditActions)[number]

/** Which entries: all of these together. */
const filter = z.object({
  /** Only of this organisation. */
  organisationId: z.optional(organisationId),
  from: z.optional(z.iso.datetime({ offset: true })),
  /** Exclusive. */
  to: z.optional(z.iso.datetime({ offset: true })),
  actor: z.optional(reference),
  action: z.optional(action),
  target: z.optional(reference),
})
export type AuditFilter = z.output<typeof filter>

/** An entry of the audit. Names are looked up when it is read: the audit itself holds ids only. */
export const auditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  organisationId: z.nullable(z.string()),
  actor: z.string(),
  actingFor: z.nullable(z.string()),
  /** Network of the caller, /24 or /48. */
  source: z.nullable(z.string()),
  action: z.string(),
  target: z.nullable(z.string()),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Place in the chain and SHA-256 in hexadecimal; null for about a second, until the entry is sealed. */
  position: z.nullable(z.string()),
  hash: z.nullable(z.string()),
})
export type AuditEntry = z.output<typeof auditEntry>

export const listAudit = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/audit',
  tag: 'audit',
  summary:
    'The audit, newest first: of the caller’s organisation, or of all for administrators of the installation. `people` names the accounts and the API keys among those who acted and were acted upon.',
  access: 'administrator',
  scope: 'audit:read',
  query: z.extend(filter, {
    after: z.optional(z.string().check(z.regex(/^\d{1,18}$/))),
    limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
  }),
  status: 200,
  reply: z.object({
    items: z.array(auditEntry),
    people: z.record(z.string(), z.string()),
    next: z.nullable(z.string()),
  }),
  problems: ['not-found'],
})

const exporting = {
  method: 'GET',
  tag: 'audit',
  access: 'administrator',
  scope: 'audit:read',
  query: filter,
  status: 200,
  problems: ['not-found'],
} as const

export const exportAuditCsv = defineRoute({
  ...exporting,
  path: '/api/v1/admin/audit.csv',
  summary: 'The audit as CSV (RFC 4180), oldest first. The export stands in the audit itself.',
  file: 'text/csv',
  audited: true,
})

export const exportAuditJson = defineRoute({
  ...exporting,
  path: '/api/v1/admin/audit.json',
  summary: 'The audit as a JSON array, oldest first. The export stands in the audit itself.',
  file: 'application/json',
  audited: true,
})

export const verifyAudit = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/audit/verification',
  tag: 'audit',
  summary:
    'Read the whole chain of the audit and name the first entry that does not hold. For administrators of the installation.',
  access: 'administrator',
  body: z.strictObject({}),
  status: 200,
  reply: z.object({
    from: z.string(),
    through: z.string(),
    /** SHA-256 of the last entry, in hexadecimal. */
    head: z.string(),
    unsealed: z.number(),
    fault: z.nullable(
      z.object({
        kind: z.enum(['missing', 'altered', 'cut', 'replaced']),
        position: z.string(),
        entry: z.nullable(z.string()),
      }),
    ),
  }),
  problems: [],
})
