import { contract } from '@parvis/contract/contract'
import { fillPath } from '@parvis/contract/route'
import type { RouteShape } from '@parvis/contract/route'
import { getMe } from '@parvis/contract/session'
import { exampleInputs } from '@parvis/testkit/example-inputs'
import { hostileTexts } from '@parvis/testkit/hostile-texts'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'

let world: World
let administrator: Visitor
let inputs: Readonly<Record<string, unknown>>
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  administrator = await world.member('Owner', { platformAdministrator: true })
  const { slug } = await administrator.createMeeting()
  const { participantId } = await administrator.join(slug, {})
  const { rows } = await sql('SELECT id FROM "Organisation"')
  const { id } = (await administrator.call(getMe, {})).body as { id: string }
  inputs = { ...exampleInputs({ slug, place: participantId, organisationId: rows[0].id, userId: id }) }
})
afterAll(() => world?.[Symbol.asyncDispose]())

const sql = (text: string) => world.api.context.database.pool.query(text)

type Path = readonly string[]

interface JsonSchema {
  readonly type?: string
  readonly enum?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

/** Where a schema takes text that is none of a fixed choice. */
function textFields({ type, enum: choice, properties = {}, items, anyOf = [] }: JsonSchema): readonly Path[] {
  if (type === 'string') return choice ? [] : [[]]
  const parts = Object.entries({ ...properties, ...(items && { 0: items }) })
  const inside = parts.flatMap(([key, schema]) => textFields(schema).map((path) => [key, ...path]))
  return [...inside, ...anyOf.flatMap(textFields)]
}

/** Nobody is ever shown these: they are compared with a hash, each of which takes a while. */
const secrets: ReadonlySet<string | undefined> = new Set(['password', 'current', 'code', 'token'])

// Setting up hashes a password before all else: half a hundred at once say nothing that other names do not.
const routes = Object.entries<RouteShape>(contract).filter(([name]) => name !== 'setUp')

const fields = routes.flatMap(([name, route]) =>
  (['body', 'query'] as const).flatMap((part) => {
    if (!route[part]) return []
    const options = { io: 'input', unrepresentable: 'any' } as const
    const schema = z.toJSONSchema(route[part], options) as JsonSchema
    const paths = textFields(schema).filter((path) => !secrets.has(path.at(-1)))
    return paths.map((path) => [`${name} ${[part, ...path].join('.')}`, name, [part, ...path]] as const)
  }),
)

/** The same with this text there. */
function withText(target: unknown, [key, ...path]: Path, text: string): unknown {
  if (key === undefined) return text
  if (key === '0') return [withText((target as unknown[] | undefined)?.[0], path, text)]
  const inside = (target ?? {}) as Readonly<Record<string, unknown>>
  return { ...inside, [key]: withText(inside[key], path, text) }
}

async function send(name: string, path: Path, text: string): Promise<number> {
  const route: RouteShape = contract[name as keyof typeof contract]
  const { params, query, body } = withText(inputs[name], path, text) as {
    readonly params?: Record<string, string>
    readonly query?: Record<string, string>
    readonly body?: unknown
  }
  const address = `${fillPath(route.path, params)}?${new URLSearchParams(query).toString()}`
  const answer = await administrator.fetch(address, {
    method: route.method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    }),
  })
  await answer.body?.cancel()
  return answer.status
}

test.each(fields)('A25: %s: every text is taken or refused, and none is a fault', async (_, name, path) => {
  const statuses = await Promise.all(hostileTexts.map((text) => send(name, path, text)))
  expect(hostileTexts.filter((_text, index) => (statuses[index] ?? 500) >= 500)).toEqual([])
})

test('A25: of all that was sent nothing is kept that hides, turns or breaks a line', async () => {
  const { rows: columns } = await sql(
    `SELECT quote_ident(table_name) AS "table", quote_ident(column_name) AS "column" FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'character varying')`,
  )
  const kept: string[] = []
  for (const { table, column } of columns) {
    const { rows } = await sql(`SELECT DISTINCT ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL`)
    kept.push(...rows.map(({ text }) => text))
  }
  expect(kept.filter((text) => text.includes('window.injected')).length).toBeGreaterThan(20)
  expect(
    kept.filter((text) => /[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(text)),
  ).toEqual([])
  expect(kept.filter((text) => text !== text.normalize('NFC'))).toEqual([])
})
