import * as z from 'zod/mini'
import { userId } from './ids.ts'
import { defineRoute } from './route.ts'
import { emailAddress } from './text.ts'

const params = z.object({ userId })

/** The address of whoever is to be erased, typed again: this cannot be undone. */
const confirmation = z.strictObject({ email: emailAddress })

export const exportMe = defineRoute({
  method: 'GET',
  path: '/api/v1/me/export.json',
  tag: 'persons',
  summary:
    'Everything that is kept about the signed-in person, table by table (GDPR, articles 15 and 20). Secrets and their hashes are left out.',
  access: 'user',
  status: 200,
  file: 'application/json',
  audited: true,
  problems: [],
})

export const exportPerson = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/users/:userId/export.json',
  tag: 'persons',
  summary: 'Everything that is kept about a person, as they could ask for it themselves.',
  access: 'administrator',
  params,
  status: 200,
  file: 'application/json',
  audited: true,
  problems: ['not-found', 'forbidden'],
})

export const eraseMe = defineRoute({
  method: 'POST',
  path: '/api/v1/me/erasure',
  tag: 'persons',
  summary:
    'Erase the signed-in person (GDPR, article 17): name, address, identity, sessions and roles go; the audit keeps an id that names nobody. Meetings that only they own go to a co-host, or are deleted.',
  access: 'user',
  body: confirmation,
  status: 204,
  problems: ['confirmation-wrong', 'last-administrator'],
})

export const erasePerson = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/users/:userId/erasure',
  tag: 'persons',
  summary: 'Erase a person, as they could do themselves.',
  access: 'administrator',
  params,
  body: confirmation,
  status: 204,
  problems: ['not-found', 'forbidden', 'confirmation-wrong', 'last-administrator'],
})
