import express from 'express'
import type { Request, RequestHandler, Response, Router } from 'express'
import { Config, Messages, Resources } from 'scimmy'
import { SCIMMYRouters } from 'scimmy-routers'
import type { Context } from '../../context.ts'
import { limitRoute } from '../../platform/http/guard.ts'
import { perMinute, sourceOf } from '../../platform/http/rate-limit.ts'
import { namesAttributes } from './attribute-words.ts'
import type { Directory } from './directory.ts'
import { findTokenOwner } from './directory.ts'
import { deleteDirectoryGroup, readGroups, writeDirectoryGroup } from './groups.ts'
import { createOrganisationQueue } from './organisation-queue.ts'
import { refuse } from './scim-failure.ts'
import type { ScimFailure } from './scim-failure.ts'
import { tidyBody } from './tidy-body.ts'
import { deleteUser, readUsers, writeUser } from './users.ts'

// NOTE the library keeps its resources for the whole process; what is of one application comes as the context.
Resources.declare(Resources.User).ingress(writeUser).egress(readUsers).degress(deleteUser)
Resources.declare(Resources.Group)
  .ingress(writeDirectoryGroup)
  .egress(readGroups)
  .degress(deleteDirectoryGroup)

// A first synchronisation sends one request for each account.
const requestLimit = perMinute(3000)
const refusalLimit = perMinute(20)

export type ScimNeeds = Pick<Context, 'database' | 'log' | 'sfu' | 'limiter' | 'limits' | 'config'>

/** SCIM 2.0 (RFC 7643, 7644): an organisation's directory keeps its accounts and groups, by a bearer token. */
export function createScim(context: ScimNeeds): Router {
  const { database, log, sfu, limiter, limits, config } = context
  const limit = limitRoute(limits, { method: 'ALL', path: '/scim/v2' }, requestLimit)
  const spendRefusal = limiter('scim-refused', refusalLimit)
  const directories = new WeakMap<Request, Directory>()

  const admit: RequestHandler = async (request, _response, next) => {
    const owner = await findTokenOwner(database.pool, request.get('Authorization'))
    if (owner)
      directories.set(request, {
        database,
        log,
        sfu,
        organisationId: owner.organisationId,
        actor: `directory:${owner.tokenId}`,
        name: owner.name,
      })
    else await spendRefusal(sourceOf(request.ip ?? ''))
    next()
  }
  const scim = new SCIMMYRouters({
    type: 'bearer',
    handler(request) {
      const directory = directories.get(request)
      if (!directory) throw new Error('This token is not valid here.')
      return directory.actor
    },
    context: (request) => directories.get(request),
    baseUri: () => config.publicUrl?.origin ?? '',
  })
  Config.set('bulk', false)
  const enqueue = createOrganisationQueue(database.pool)
  // NOTE the library reads a resource, changes it and writes it: of two who add a member at the same moment, the second
  // one would take the first one's member out again.
  const afterOthers: RequestHandler = async (request, response, next) => {
    const directory = directories.get(request)
    if (!directory || request.method !== 'PATCH') return next()
    await enqueue(directory.organisationId, async () => {
      if (response.closed) return
      await new Promise<void>((resolve) => {
        response.on('close', resolve)
        next()
      })
    })
  }
  return express.Router().use(limit, admit, pinQuery, readBody, refuseOddities, afterOthers, scim)
}

// NOTE Express 5 parses the query anew at each reading; the library writes numbers into it and reads them later.
const pinQuery: RequestHandler = (request, _response, next) => {
  Object.defineProperty(request, 'query', { value: { ...request.query }, writable: true, configurable: true })
  next()
}

const parseBody = express.json({ type: ['application/scim+json', 'application/json'], limit: '1mb' })

const readBody: RequestHandler = (request, response, next) => {
  parseBody(request, response, (error?: unknown) => {
    const status = error instanceof Error && 'status' in error ? error.status : undefined
    if (status === 413) return answerWith(response, refuse(413, undefined, 'The request is too long.'))
    if (status === 400) return answerWith(response, refuse(400, 'invalidSyntax', 'The request is not JSON.'))
    next(error)
  })
}

const refuseOddities: RequestHandler = (request, response, next) => {
  const { url, query, body, path } = request
  if (!namesAttributes(query, body))
    return answerWith(response, refuse(400, 'invalidFilter', 'Filters have the form: attribute eq "value".'))
  // No text of ours holds it, and the database takes none that does.
  if (/%00/.test(url)) return answerWith(response, refuse(400, 'invalidValue', 'NUL is no character here.'))
  if (!path.endsWith('/.search')) request.body = tidyBody(body)
  next()
}

function answerWith(response: Response, failure: ScimFailure): void {
  response
    .status(failure.status)
    .type('application/scim+json')
    .send(JSON.stringify(new Messages.ErrorResponse(failure)))
}
