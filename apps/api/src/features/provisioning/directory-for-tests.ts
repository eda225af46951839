import type { World } from '@parvis/testkit/test-world'
import { randomUUID } from 'node:crypto'
import { createToken, hashToken } from '../../platform/cookies.ts'

/** An organisation of its own, asked as its directory asks. */
export interface DirectoryOrganisation {
  readonly id: string
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Reply>
}

interface Reply {
  readonly status: number
  readonly type: string | null
  readonly body: Readonly<Record<string, never>> & {
    readonly id: string
    readonly Resources: readonly Named[]
  }
}

interface Named {
  readonly id: string
  readonly userName: string
}

/** Makes an organisation whose directory has a token. */
export async function openDirectory(
  world: World,
  administratorGroup: string | null = null,
): Promise<DirectoryOrganisation> {
  const { pool } = world.api.context.database
  const [id, token] = [randomUUID(), createToken()]
  await pool.query('INSERT INTO "Organisation" (id, name, "administratorGroup") VALUES ($1, $2, $3)', [
    id,
    'Préfecture',
    administratorGroup,
  ])
  await pool.query(
    `INSERT INTO "ProvisioningToken" (id, "organisationId", name, "tokenHash") VALUES (gen_random_uuid(), $1, 'Annuaire', $2)`,
    [id, hashToken(token)],
  )
  return { id, ask: (method, path, body) => askScim(world, { method, path, body, token }) }
}

/** A request of the protocol; text is sent as it is. */
export async function askScim(
  world: World,
  of: {
    readonly method: string
    readonly path: string
    readonly body?: unknown
    readonly token: string
  },
): Promise<Reply> {
  const response = await world.guest().fetch(`/scim/v2${of.path}`, {
    method: of.method,
    headers: { Authorization: `Bearer ${of.token}`, 'Content-Type': 'application/scim+json' },
    ...(of.body !== undefined && {
      body: typeof of.body === 'string' ? of.body : JSON.stringify(of.body),
    }),
  })
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: text === '' ? undefined : JSON.parse(text),
  }
}

export const core = 'urn:ietf:params:scim:schemas:core:2.0'
export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** An account as Microsoft Entra creates it. */
export const asEntra = (userName: string) => ({
  schemas: [`${core}:User`],
  externalId: userName.split('@')[0],
  userName,
  active: true,
  displayName: 'Ada Lovelace',
  emails: [{ primary: true, type: 'work', value: userName }],
  name: { formatted: 'Ada Lovelace', givenName: 'Ada', familyName: 'Lovelace' },
})

export const patch = (...Operations: readonly unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
})
