import { createServer } from 'node:http'
import { createApp } from '@parvis/api/app'
import { createContext } from '@parvis/api/context'
import type { Context } from '@parvis/api/context'
import { createWebhookProcessor } from '@parvis/api/features/presence/index'
import { prepareFirstAdministrator } from '@parvis/api/features/session/index'
import { readConfig } from '@parvis/api/platform/config'
import { shapeMessages } from '@parvis/api/platform/http/messages'
import { createLog } from '@parvis/api/platform/log'
import { applyMigrations } from '@parvis/api/platform/migrate'
import type { ParticipantId } from '@parvis/contract/ids'
import { everyRight } from '@parvis/contract/meetings'
import express from 'express'
import type { RequestHandler } from 'express'

/**
 * The API with one more route, for the benchmark alone: `POST /floor/:slug` does the least that admitting somebody can
 * be, one SELECT and one signature, with nothing of ours around it but Express and its JSON parser.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const context = createContext(config, createLog(config.logLevel))
  await applyMigrations(context.database.pool, config.migrationsDirectory)
  await prepareFirstAdministrator(context)
  const { handler, attach } = createApp(context, createWebhookProcessor(context))
  const messages = shapeMessages(handler)
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.post('/floor/:slug', express.json(), floor(context))
  // NOTE the floor has all that Express can be spared: requests that are of one kind from their beginning
  Object.assign(app, { request: handler.request, response: handler.response })
  const server = createServer(messages, (request, response) =>
    request.url?.startsWith('/floor/') ? app(request, response) : handler(request, response),
  )
  attach(server)
  server.listen(config.port, config.host)
}

function floor({ database, sfu }: Context): RequestHandler<{ slug: string }, unknown, { name: string }> {
  return async ({ params, body }, response) => {
    const { rows } = await database.pool.query<{ id: string }>({
      name: 'floor',
      text: 'SELECT id FROM "Meeting" WHERE slug = $1',
      values: [params.slug],
    })
    const room = rows[0]?.id ?? ''
    const identity = `p_${'0'.repeat(24)}` as ParticipantId // of the right shape, and nobody's
    const rights = everyRight
    response.json({ token: await sfu.mintToken({ identity, room, name: body.name, rights }) })
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
