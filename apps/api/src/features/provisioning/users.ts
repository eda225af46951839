import type { AuditAction } from '@parvis/contract/audit'
import { displayName, emailAddress } from '@parvis/contract/text'
import type SCIMMY from 'scimmy'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import { switchAccount } from '../accounts/index.ts'
import type { Directory } from './directory.ts'
import { readEquality, readPage, tellPage } from './filter.ts'
import { followRoles } from './follow-roles.ts'
import { answering, holdsControls, refuse } from './scim-failure.ts'
import { createUser, findUser, findUsers, forgetUser, isUserNameTaken, updateUser } from './user-store.ts'
import type { DirectoryUser, DirectoryUserInput } from './user-store.ts'

/** Reads one account or a page of them. */
export function readUsers(
  resource: SCIMMY.Types.Resource,
  directory: Directory,
): Promise<ScimUser | ScimUser[]> {
  const { log, database, organisationId } = directory
  return answering(log, async () => {
    const by = readEquality(resource.filter, ['id', 'userName', 'externalId'])
    const page = readPage(resource)
    const { users, total } = await findUsers(database.pool, organisationId, { by, page })
    if (resource.id) return toScim(users[0] ?? missing())
    tellPage(resource, page, total)
    return users.map(toScim)
  })
}

/** Makes an account, or writes what the directory says of one; a deactivated one is out of every session and meeting. */
export function writeUser(
  { id }: SCIMMY.Types.Resource,
  data: SCIMMY.Schemas.User,
  directory: Directory,
): Promise<ScimUser> {
  return answering(directory.log, async () => {
    const input = toInput(data)
    const user = id ? await change(directory, id, input) : await create(directory, input)
    return toScim(user)
  })
}

/** The directory deletes an account: it is deactivated and no longer seen by the directory. */
export function deleteUser({ id = '' }: SCIMMY.Types.Resource, directory: Directory): Promise<void> {
  return answering(directory.log, async () => {
    const before = await find(directory.database.pool, directory, id)
    await setDisabled(directory, before.id, true)
    await inTransaction(directory.database.pool, async (sql) => {
      await forgetUser(sql, before.id)
      await followRoles(sql, directory)
      await audit(sql, directory, { action: 'account.deprovisioned', target: before.id })
    })
  })
}

async function create(directory: Directory, input: DirectoryUserInput): Promise<DirectoryUser> {
  return inTransaction(directory.database.pool, async (sql) => {
    await refuseTaken(sql, directory, { userName: input.userName, except: undefined })
    const user = await createUser(sql, directory.organisationId, input)
    await audit(sql, directory, { action: 'account.provisioned', target: user.id })
    return user
  })
}

async function change(directory: Directory, id: string, input: DirectoryUserInput): Promise<DirectoryUser> {
  const { pool } = directory.database
  const before = await inTransaction(pool, async (sql) => {
    const user = await find(sql, directory, id)
    await refuseTaken(sql, directory, { userName: input.userName, except: id })
    await updateUser(sql, id, input)
    return user
  })
  // Who says nothing of it lets nobody in again.
  const { active = before.active } = input
  if (before.active !== active) await setDisabled(directory, id, !active)
  return find(pool, directory, id)
}

/** Deactivates an account at once, its sessions and meetings included, or lets it in again. */
function setDisabled(directory: Directory, id: string, disabled: boolean): Promise<void> {
  const { actor, name, organisationId } = directory
  const account = { id, organisationId }
  return switchAccount(directory, () => Promise.resolve({ actor, by: { name }, account, disabled }))
}

async function find(sql: Sql, { organisationId }: Directory, id: string): Promise<DirectoryUser> {
  return (await findUser(sql, organisationId, id)) ?? missing()
}

function missing(): never {
  throw refuse(404, undefined, 'There is no such account.')
}

async function refuseTaken(
  sql: Sql,
  { organisationId }: Directory,
  name: Parameters<typeof isUserNameTaken>[2],
): Promise<void> {
  if (await isUserNameTaken(sql, organisationId, name))
    throw refuse(409, 'uniqueness', 'An account has this userName already.')
}

function audit(
  sql: Sql,
  { actor, organisationId }: Directory,
  what: { readonly action: AuditAction; readonly target: string },
): Promise<void> {
  return recordAudit(sql, { ...what, actor, organisationId, target: `user:${what.target}` })
}

function toInput({ userName, externalId, displayName: shown, name, emails, active }: SCIMMY.Schemas.User) {
  const primary = emails?.find((email) => email.primary) ?? emails?.[0]
  const email = emailAddress.safeParse(primary?.value ?? userName)
  if (!email.success) throw refuse(400, 'invalidValue', 'An account needs an e-mail address.')
  const parts = [name?.givenName, name?.familyName].filter((part) => part !== undefined).join(' ')
  const called = displayName.safeParse(shown || name?.formatted || parts || userName)
  if (!called.success) throw refuse(400, 'invalidValue', 'The name cannot be shown.')
  if (userName.length > 254) throw refuse(400, 'invalidValue', 'The userName is too long.')
  if (holdsControls(userName + (externalId ?? '')))
    throw refuse(400, 'invalidValue', 'The userName or externalId holds control characters.')
  return {
    userName,
    externalId: externalId ?? null,
    name: called.data,
    email: email.data,
    active,
  } satisfies DirectoryUserInput
}

type ScimUser = ReturnType<typeof toScim>

function toScim({ id, userName, externalId, name, email, active, createdAt }: DirectoryUser) {
  return {
    id,
    userName,
    ...(externalId !== null && { externalId }),
    displayName: name,
    name: { formatted: name },
    emails: [{ value: email, primary: true, type: 'work' }],
    active,
    meta: { created: createdAt },
  }
}
