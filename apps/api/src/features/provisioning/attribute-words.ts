import * as z from 'zod/mini'

const words = z.optional(z.union([z.string(), z.array(z.string())]))
const searched = z.looseObject({
  filter: z.optional(z.string().check(z.regex(/^\s*[\w.:]+\s+eq\s+"(?:[^"\\]|\\.)*"\s*$/u))),
  attributes: words,
  excludedAttributes: words,
  sortBy: words,
})
const patched = z.looseObject({
  Operations: z.optional(
    z.array(z.looseObject({ path: z.optional(z.nullable(z.string())), value: z.optional(z.unknown()) })),
  ),
})

const inherited = new Set(Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()))

/**
 * Whether what a directory asks names attributes as SCIM does, and its filter is one that we answer.
 * NOTE scimmy 1.3.5 uses the names in filters, paths and projections as keys of plain objects, inherited ones too:
 * `constructor.x eq "y"` would write into the `Object` that everybody here shares.
 */
export function namesAttributes(query: unknown, body: unknown): boolean {
  const asked = [searched.safeParse(query), searched.safeParse(Object(body))]
  const { success, data } = patched.safeParse(Object(body))
  if (!success || !asked.every((one) => one.success)) return false
  const paths = (data.Operations ?? []).flatMap(({ path, value }) => [path ?? '', ...keysOf(value)])
  const names = asked.flatMap(({ data: one }) => [
    one?.filter ?? '',
    one?.attributes ?? '',
    one?.excludedAttributes ?? '',
    one?.sortBy ?? '',
  ])
  return [...paths, ...names.flat()].every((text) => !namesInherited(text))
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}

/** What stands in quotes is a value, not a name. */
function namesInherited(text: string): boolean {
  const unquoted = text.replace(/"(?:[^"\\]|\\.)*"/gu, '')
  return unquoted.split(/[^\w$]+/u).some((word) => inherited.has(word.toLowerCase()))
}
