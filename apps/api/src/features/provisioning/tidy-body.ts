// What we keep of accounts and groups, and what stands around it.
const kept: ReadonlySet<string> = new Set(
  'schemas id meta username externalid displayname name emails active members'.split(' '),
)
const coreAddress = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/i
const attributeName = /^[a-z][\w$-]*/i
// We keep one address of everybody, and tell it as the one for work.
const ownAddress = /^emails(?:\.|$|\[\s*(?:type\s+eq\s+"work"|primary\s+eq\s+"?true"?)\s*\])/i

type Fields = Readonly<Record<string, unknown>>

/**
 * What a directory sends, in the words that the library takes. Attributes that we do not keep are left out: what Entra
 * says of a department is no reason to refuse that the same request puts somebody out. What is null counts as not said
 * (RFC 7643, 2.5), booleans may be text, and of a member only the id is read.
 */
export function tidyBody(body: unknown): unknown {
  if (!isObject(body)) return body
  const { Operations } = body
  return Array.isArray(Operations) ? { ...body, Operations: tidyOperations(Operations) } : tidyFields(body)
}

function tidyOperations(operations: readonly unknown[]): readonly unknown[] {
  const tidied = operations.flatMap((operation) => tidyOperation(operation))
  // A request that is about nothing of ours changes nothing; it is none without operations that is refused.
  return tidied.length === 0 && operations.length > 0 ? [{ op: 'replace', value: {} }] : tidied
}

function tidyOperation(operation: unknown): readonly unknown[] {
  if (!isObject(operation)) return [operation]
  const { path, value, ...rest } = operation
  if (path === undefined || path === null)
    return [{ ...rest, value: isObject(value) ? tidyFields(value) : value }]
  if (typeof path !== 'string') return [operation]
  const name = nameOf(path)
  if (name === undefined) return [operation]
  if (!kept.has(name) || (name === 'emails' && !ownAddress.test(path.replace(coreAddress, '')))) return []
  return [{ ...rest, path, ...(value !== undefined && { value: tidyValue(name, value) }) }]
}

function tidyFields(fields: Fields): Fields {
  const entries = Object.entries(fields).flatMap(([key, value]) => {
    const name = nameOf(key)
    return name === undefined || !kept.has(name) || value === null ? [] : [[key, tidyValue(name, value)]]
  })
  return Object.fromEntries(entries) as Fields // entries of the same object
}

/** Name of the attribute that a path or a key is about, in lower case; undefined for what names none. */
function nameOf(path: string): string | undefined {
  return attributeName.exec(path.replace(coreAddress, ''))?.[0].toLowerCase()
}

function tidyValue(name: string, value: unknown): unknown {
  if (name === 'active') return typeof value === 'string' ? toBoolean(value) : value
  if (name === 'members' && Array.isArray(value)) return value.map(toMember)
  return withoutNulls(value)
}

// NOTE Entra writes booleans as text in its PATCH requests unless its tenant asks for the standard.
function toBoolean(text: string): unknown {
  const word = text.toLowerCase()
  return word === 'true' || word === 'false' ? word === 'true' : text
}

// A member is known by its id: `$ref` and `display` are the directory's own, and differ from ours.
function toMember(member: unknown): unknown {
  return isObject(member) ? { value: member['value'] } : member
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => one !== null).map(withoutNulls)
  if (!isObject(value)) return value
  const said = Object.entries(value).filter(([, one]) => one !== null)
  return Object.fromEntries(said.map(([key, one]) => [key, withoutNulls(one)]))
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
