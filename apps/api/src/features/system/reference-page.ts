import { contract } from '@parvis/contract/contract'
import { problemStatus } from '@parvis/contract/problems'
import type { RouteShape } from '@parvis/contract/route'
import * as z from 'zod/mini'

/** A readable page of the contract, without scripts: for people who automate us. */
export function renderReference(): string {
  const routes: readonly RouteShape[] = Object.values(contract)
  const tags = [...new Set(routes.map(({ tag }) => tag))]
  const sections = tags.map(
    (tag) =>
      `<section><h2>${escape(tag)}</h2>${routes
        .filter((route) => route.tag === tag)
        .map(renderRoute)
        .join('')}</section>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Parvis API</title></head>
<body><main><h1>Parvis API</h1><p>The same as OpenAPI 3.1: <a href="/api/v1/openapi.json">openapi.json</a>. Refusals are <code>application/problem+json</code> (RFC 9457).</p>
${sections.join('\n')}</main></body></html>`
}

function renderRoute(route: RouteShape): string {
  const parts = [
    ['Path', route.params],
    ['Query', route.query],
    ['Body', route.body],
    ['Reply', route.reply],
    ['Events', route.events],
  ] as const
  const schemas = parts.flatMap(([title, schema]) =>
    schema ? [`<h4>${title}</h4><pre>${escape(print(schema, title))}</pre>`] : [],
  )
  const problems = route.problems
    .map((code) => `<li><code>${problemStatus[code]} ${code}</code></li>`)
    .join('')
  const refusals = problems && `<h4>Refusals of its own</h4><ul>${problems}</ul>`
  const needs = {
    anyone: 'anybody',
    machine: 'anybody',
    user: 'a signed-in account',
    administrator: 'an account that administers an organisation, or all of them',
    sfu: 'the SFU, signed',
  }[route.access]
  return `<article><h3><code>${route.method} ${escape(route.path)}</code></h3><p>${escape(route.summary)} For: ${needs}. Answers ${route.status}.</p>${schemas.join('')}${refusals}</article>`
}

function print(schema: NonNullable<RouteShape['body']>, title: string): string {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: title === 'Reply' || title === 'Events' ? 'output' : 'input',
  })
  return JSON.stringify(json, null, 2)
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
