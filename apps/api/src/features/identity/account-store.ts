import type { SignInRefusal } from '@parvis/contract/identity'
import type { PoolClient } from 'pg'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Database } from '../../platform/database.ts'
import type { Assurance } from '../../platform/identity-provider.ts'
import type { IdentitySettings } from '../../platform/identity-settings.ts'
import type { Person } from './person.ts'
import { organisationKeys, provesAddress } from './policy.ts'

/** The account that somebody signs in to, or why there is none. */
export type Settled =
  | {
      readonly kind: 'account'
      readonly id: string
      readonly organisationId: string
      readonly required: Assurance
    }
  | { readonly kind: 'refused'; readonly refusal: SignInRefusal; readonly userId?: string }

/**
 * Finds the account by provider and subject alone (security.md, C11), or makes it; brings name and address up to date.
 * Of two first sign-ins at the same moment one makes it.
 */
export function settleAccount(
  pool: Database['pool'],
  settings: IdentitySettings,
  person: Person,
): Promise<Settled> {
  const identity = [settings.name, person.subject]
  return inTransaction(pool, async (sql) => {
    await lock(sql, `identity ${JSON.stringify(identity)}`)
    const known = await sql.query<{ id: string }>(
      'SELECT "userId" AS id FROM "Identity" WHERE provider = $1 AND subject = $2',
      identity,
    )
    const id = known.rows[0]?.id ?? (await createAccount(sql, settings, person))
    if (id === undefined) return { kind: 'refused', refusal: 'organisation-unknown' }
    const { rows } = await sql.query<{
      organisationId: string
      disabled: boolean
      acr: string[]
      amr: string[]
    }>(
      `UPDATE "User" u SET name = $2, email = $3,
         "addressProvenAt" = CASE WHEN u.email = $3 THEN u."addressProvenAt" END
       FROM "Organisation" o
       WHERE u.id = $1 AND o.id = u."organisationId"
       RETURNING o.id AS "organisationId", u."disabledAt" IS NOT NULL AS disabled, o."requiredAcr" AS acr, o."requiredAmr" AS amr`,
      [id, person.name, person.email],
    )
    const [row] = rows
    if (!row) throw new Error('the account vanished within its transaction')
    if (row.disabled) return { kind: 'refused', refusal: 'account-disabled', userId: id }
    return { kind: 'account', id, organisationId: row.organisationId, required: row }
  })
}

/** Makes a member of the organisation that the person belongs to; undefined when nobody knows which. */
async function createAccount(
  sql: PoolClient,
  settings: IdentitySettings,
  person: Person,
): Promise<string | undefined> {
  const organisationId = await findOrganisation(sql, organisationKeys(settings, person))
  if (organisationId === undefined) return undefined
  if (provesAddress(settings, person)) {
    const prepared = await takePrepared(sql, organisationId, { ...person, provider: settings.name })
    if (prepared !== undefined) return prepared
  }
  const { rows } = await sql.query<{ id: string }>(
    `WITH account AS (
       INSERT INTO "User" (id, "organisationId", email, name, local)
       VALUES (gen_random_uuid(), $1, $2, $3, false) RETURNING id)
     INSERT INTO "Identity" (provider, subject, "userId") SELECT $4, $5, id FROM account RETURNING "userId" AS id`,
    [organisationId, person.email, person.name, settings.name, person.subject],
  )
  const id = rows[0]?.id
  await recordAudit(sql, {
    actor: `user:${id}`,
    action: 'account.created',
    organisationId,
    detail: { provider: settings.name },
  })
  return id
}

/**
 * The account that the organisation's directory made for this address and nobody has signed in to yet, which is this
 * person's from now on. The directory says whose it is, and the provider is the one for its domain: not the address alone.
 */
async function takePrepared(
  sql: PoolClient,
  organisationId: string,
  {
    provider,
    subject,
    email,
  }: { readonly provider: string; readonly subject: string; readonly email: string },
): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO "Identity" (provider, subject, "userId")
     SELECT $2, $3, id FROM "User" u
     WHERE "organisationId" = $1 AND NOT local AND "userName" IS NOT NULL AND email = $4
       AND NOT EXISTS (SELECT 1 FROM "Identity" i WHERE i."userId" = u.id)
     ORDER BY "createdAt" LIMIT 1 RETURNING "userId" AS id`,
    [organisationId, provider, subject, email],
  )
  return rows[0]?.id
}

async function findOrganisation(
  sql: PoolClient,
  { siret, domain, fallback }: ReturnType<typeof organisationKeys>,
): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT "organisationId" AS id, 1 AS rank FROM "OrganisationSiret" WHERE siret = $1
     UNION ALL SELECT "organisationId", 2 FROM "OrganisationDomain" WHERE domain = $2
     ORDER BY rank LIMIT 1`,
    [siret ?? null, domain ?? null],
  )
  if (rows[0] || fallback === undefined) return rows[0]?.id
  await lock(sql, `organisation ${fallback}`)
  const named = await sql.query<{ id: string }>(
    `WITH known AS (SELECT id FROM "Organisation" WHERE name = $1 ORDER BY "createdAt" LIMIT 1),
       made AS (
         INSERT INTO "Organisation" (id, name) SELECT gen_random_uuid(), $1
         WHERE NOT EXISTS (SELECT 1 FROM known) RETURNING id)
     SELECT id FROM known UNION ALL SELECT id FROM made`,
    [fallback],
  )
  return named.rows[0]?.id
}

/** Holds whoever does the same until this transaction ends. */
async function lock(sql: PoolClient, what: string): Promise<void> {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [what])
}
