import { line } from '@parvis/contract/text'
import type SCIMMY from 'scimmy'
import { inTransaction } from '../../platform/database.ts'
import type { Directory } from './directory.ts'
import { readEquality, readPage, tellPage } from './filter.ts'
import { followRoles } from './follow-roles.ts'
import { deleteGroup, findGroups, writeGroup } from './group-store.ts'
import type { DirectoryGroup, DirectoryGroupInput } from './group-store.ts'
import { answering, holdsControls, refuse } from './scim-failure.ts'

const groupName = line(120)

/** Reads one group or a page of them. */
export function readGroups(
  resource: SCIMMY.Types.Resource,
  directory: Directory,
): Promise<ScimGroup | ScimGroup[]> {
  const { log, database, organisationId } = directory
  return answering(log, async () => {
    const by = readEquality(resource.filter, ['id', 'displayName', 'externalId'])
    const page = readPage(resource)
    const { groups, total } = await findGroups(database.pool, organisationId, { by, page })
    if (resource.id) return toScim(groups[0] ?? missing())
    tellPage(resource, page, total)
    return groups.map(toScim)
  })
}

/** Makes or writes a group; the roles that hang on it follow in the same transaction. */
export function writeDirectoryGroup(
  { id }: SCIMMY.Types.Resource,
  data: SCIMMY.Schemas.Group,
  directory: Directory,
): Promise<ScimGroup> {
  const { log, database, organisationId } = directory
  return answering(log, async () => {
    const group = toInput(data)
    const written = await inTransaction(database.pool, async (sql) => {
      const groupId = await writeGroup(sql, organisationId, { id, group })
      if (!groupId) throw id ? gone() : refuse(409, 'uniqueness', 'A group has this displayName already.')
      await followRoles(sql, directory)
      return groupId
    })
    const by = { attribute: 'id', value: written } as const
    const { groups } = await findGroups(database.pool, organisationId, { by, page: { offset: 0, limit: 1 } })
    return toScim(groups[0] ?? missing())
  })
}

export function deleteDirectoryGroup(
  { id = '' }: SCIMMY.Types.Resource,
  directory: Directory,
): Promise<void> {
  const { log, database, organisationId } = directory
  return answering(log, () =>
    inTransaction(database.pool, async (sql) => {
      if (!(await deleteGroup(sql, organisationId, id))) throw gone()
      await followRoles(sql, directory)
    }),
  )
}

function gone(): Error {
  return refuse(404, undefined, 'There is no such group.')
}

function missing(): never {
  throw gone()
}

function toInput({ displayName, externalId, members }: SCIMMY.Schemas.Group): DirectoryGroupInput {
  const name = groupName.safeParse(displayName)
  if (!name.success) throw refuse(400, 'invalidValue', 'The displayName cannot be shown.')
  if (holdsControls(externalId ?? ''))
    throw refuse(400, 'invalidValue', 'The externalId holds control characters.')
  return {
    displayName: name.data,
    externalId: externalId ?? null,
    members: (members ?? []).flatMap(({ value }) => (value && !holdsControls(value) ? [value] : [])),
  }
}

type ScimGroup = ReturnType<typeof toScim>

function toScim({ id, displayName, externalId, members }: DirectoryGroup) {
  return { id, displayName, ...(externalId !== null && { externalId }), members: [...members] }
}
