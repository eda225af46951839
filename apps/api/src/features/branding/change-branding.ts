import type { Branding, getBranding, removeLogo, setLogo, updateBranding } from '@parvis/contract/branding'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { Caller } from '../../platform/http/session.ts'
import { requirePlatformAdministrator } from '../authority/index.ts'
import { imageTypeOf, isReadable } from './policy.ts'
import { findBranding, saveBranding, saveLogo } from './store.ts'

type Needs = Pick<Context, 'database'>

export function tellBranding({ database }: Needs): Handler<typeof getBranding> {
  return ({ caller }) => {
    requirePlatformAdministrator(caller)
    return findBranding(database.pool)
  }
}

export function changeBranding(context: Needs, changed: () => void): Handler<typeof updateBranding> {
  return async ({ caller, body }) => {
    if (body.accent && !isReadable(body.accent)) throw new Problem('contrast-too-low')
    return change(context, { caller, changed }, async (sql) => {
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
      await saveBranding(sql, { ...(await findBranding(sql)), ...given })
    })
  }
}

export function changeLogo(context: Needs, changed: () => void): Handler<typeof setLogo> {
  return async ({ caller, body }) => {
    const bytes = Buffer.from(body.image, 'base64')
    const type = imageTypeOf(bytes)
    requirePlatformAdministrator(caller)
    if (!type) throw new Problem('image-refused')
    return change(context, { caller, changed }, (sql) => saveLogo(sql, { bytes, type }))
  }
}

export function takeLogoAway(context: Needs, changed: () => void): Handler<typeof removeLogo> {
  return async ({ caller }) => change(context, { caller, changed }, (sql) => saveLogo(sql, undefined))
}

async function change(
  { database }: Needs,
  { caller, changed }: { readonly caller: Caller; readonly changed: () => void },
  save: (sql: Sql) => Promise<void>,
): Promise<Branding> {
  const administrator = requirePlatformAdministrator(caller)
  const branding = await inTransaction(database.pool, async (sql) => {
    await save(sql)
    await recordAudit(sql, { actor: `user:${administrator.id}`, action: 'branding.updated' })
    return findBranding(sql)
  })
  changed()
  return branding
}
