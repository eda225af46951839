import { getMe, setUp, signIn } from '@parvis/contract/session'
import { joinMeeting } from '@parvis/contract/admission'
import { startRelay } from '@parvis/testkit/relay'
import { startTestWorld } from '@parvis/testkit/test-world'
import { upgrade } from '@parvis/testkit/upgrade'
import { createVisitor } from '@parvis/testkit/visitor'
import { expect, test } from 'vitest'

const account = { email: 'canary@example.org', password: 'canary of the coal mine' }
const ada = { ...account, name: 'Augusta Canary' }

test('C17, A58: no password, token, cookie or name is in the log, the figures or the tables, whatever goes wrong', async () => {
  await using world = await startTestWorld({
    sfu: true,
    environment: { PARVIS_ADMIN_EMAIL: '', PARVIS_ADMIN_PASSWORD: '' },
  })
  const setupLine = world.log.find((line) => line.includes('setup-link')) ?? '{}'
  const token = new URL((JSON.parse(setupLine) as { url: string }).url).searchParams.get('token') ?? ''
  const visitor = world.guest()
  await visitor.call(setUp, { body: { token, ...ada } })
  await visitor.call(signIn, { body: { ...account, password: `${ada.password} wrong` } })
  await visitor.call(signIn, { body: account })
  const { slug } = await visitor.createMeeting()
  const admission = await visitor.join(slug, {})
  const uri = `/rtc/v1?access_token=${admission.token}`
  await upgrade(world.origin, uri, { Cookie: visitor.cookieHeader() })
  await upgrade(world.origin, `${uri}&publish=x`, { Cookie: visitor.cookieHeader() })
  await visitor.fetch(`/rtc/v1/validate?access_token=${admission.token}`)
  await visitor.fetch(`/internal/rtc-gate`, { headers: { 'X-Forwarded-Uri': uri } })
  await visitor.fetch(`/api/v1/nothing?access_token=${admission.token}`)

  // The same while the database is cut and the SFU is away.
  const database = new URL(world.environment['DATABASE_URL'] ?? '')
  await using relay = await startRelay({ host: database.hostname, port: Number(database.port) })
  database.port = String(relay.port)
  await using broken = await world.startApi({
    DATABASE_URL: database.href,
    LIVEKIT_URL: 'http://127.0.0.1:9',
  })
  const elsewhere = createVisitor(`http://localhost:${broken.port}`)
  for (const [name, value] of visitor.cookies) elsewhere.cookies.set(name, value)
  await upgrade(`http://localhost:${broken.port}`, uri, { Cookie: visitor.cookieHeader() })
  expect((await elsewhere.call(joinMeeting, { params: { slug }, body: { roomLost: true } })).status).toBe(503)
  relay.cut()
  expect((await elsewhere.call(getMe, {})).status).toBe(503)
  expect((await elsewhere.call(signIn, { body: account })).status).toBe(503)
  await upgrade(`http://localhost:${broken.port}`, uri, { Cookie: visitor.cookieHeader() })

  const { secrets } = world.api.context.config.sfu
  const canaries: Readonly<Record<string, string>> = {
    password: ada.password,
    name: ada.name,
    email: ada.email,
    'setup token': token,
    'session cookie': visitor.cookies.get('parvis-session') ?? '',
    'device cookie': visitor.cookies.get('parvis-device') ?? '',
    'join token': admission.token.split('.')[2] ?? '',
    'client secret': secrets.client,
    'server secret': secrets.server,
    'webhook secret': secrets.webhook,
    'database password': database.password,
  }
  // The link of the first administrator is printed on purpose.
  const log = world.log.filter((line) => line !== setupLine).join('\n')
  const figures = await world.api.context.metrics.registry.metrics()
  const { pool } = world.api.context.database
  const { rows } = await pool.query<{ text: string }>(
    `SELECT database_to_xml(false, false, '')::text AS text`,
  )
  const tables = rows[0]?.text ?? ''
  expect(log).toContain('request-failed')
  expect(tables).toContain(ada.email)
  for (const [kind, canary] of Object.entries(canaries)) {
    expect({ kind, length: canary.length > 10 }).toEqual({ kind, length: true })
    expect({ kind, logged: log.includes(canary) }).toEqual({ kind, logged: false })
    expect({ kind, counted: figures.includes(canary) }).toEqual({ kind, counted: false })
    const kept = kind !== 'name' && kind !== 'email' && tables.includes(canary)
    expect({ kind, kept }).toEqual({ kind, kept: false })
  }
})

test('C17: a line break or an escape in what is logged begins no line of its own', async () => {
  await using world = await startTestWorld()
  const reason = 'x\r\n{"level":"info","event":"forged"}\u001B[2J'
  world.api.context.log.warn({ event: 'example', reason })
  const line = world.log.at(-1) ?? ''
  for (const character of ['\r', '\n', '\u001B']) expect(line.trimEnd()).not.toContain(character)
  expect(JSON.parse(line)).toMatchObject({ event: 'example', reason })
})
