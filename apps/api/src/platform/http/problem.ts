import { Problem, problemStatus } from '@parvis/contract/problems'
import type { ProblemBody } from '@parvis/contract/problems'
import type { ErrorRequestHandler, Request, Response } from 'express'
import { isOutage } from '../database.ts'
import type { Log } from '../log.ts'

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const satisfies Record<(typeof problemStatus)[keyof typeof problemStatus], string>

/** Answers with `application/problem+json` (RFC 9457). Nothing of the cause leaves the server. */
export function sendProblem(response: Response, problem: Problem): void {
  const status = problemStatus[problem.code]
  const { detail, fields, provider, suggestion, retryAfterSeconds } = problem.extras
  const body: ProblemBody = {
    type: `urn:parvis:problem:${problem.code}`,
    title: titles[status],
    status,
    code: problem.code,
    ...(detail !== undefined && { detail }),
    ...(fields && { fields: [...fields] }),
    ...(provider !== undefined && { provider }),
    ...(suggestion !== undefined && { suggestion }),
    requestId: response.locals['requestId'],
  }
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds))
  response.set('Cache-Control', 'no-store')
  response.status(status).type('application/problem+json').send(JSON.stringify(body))
}

/** What a thrown value means to the caller: refusals as they are, bad requests as such, the rest without detail. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (isOutage(error)) return new Problem('database-unavailable', { retryAfterSeconds: 2, cause: error })
  const status = statusOf(error)
  if (status === 413) return new Problem('payload-too-large')
  if (status === 415) return new Problem('unsupported-media-type')
  if (status !== undefined && status >= 400 && status < 500) return new Problem('invalid-request')
  return new Problem('internal-error', { cause: error })
}

// Express and body-parser mark what the client did wrong with a status (http-errors).
function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined
}

/** The last middleware: every error becomes a problem, bugs and outages are logged once. */
export function handleErrors(log: Log): ErrorRequestHandler {
  // Express recognises an error handler by its four parameters.
  return (error: unknown, request: Request, response: Response, next) => {
    // A library that has answered by itself may pass on why.
    if (response.writableEnded) return
    const problem = toProblem(error)
    if (problem.status >= 500) {
      log.error({
        event: 'request-failed',
        code: problem.code,
        requestId: response.locals['requestId'],
        path: response.locals['path'] ?? request.path,
        err: problem.extras.cause,
      })
    }
    if (response.headersSent) next(error)
    else sendProblem(response, problem)
  }
}
