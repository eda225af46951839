import { Problem } from '@parvis/contract/problems'
import type { setUp } from '@parvis/contract/session'
import type { Context } from '../../context.ts'
import { createToken, hashToken } from '../../platform/cookies.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { hashPassword } from '../../platform/password.ts'
import { recordSignIn } from './sign-in.ts'
import {
  createAdministrator,
  ensureAdministrator,
  hasAccounts,
  isAddressTaken,
  replaceSetupLink,
  spendSetupLink,
} from './store.ts'

const setupLinkMinutes = 60

/** Creates the first administrator with the link that was printed at start, once. */
export function setUpInstallation(context: Pick<Context, 'database' | 'sessions'>): Handler<typeof setUp> {
  const { database, sessions } = context
  return async ({ body, browser }) => {
    const passwordHash = await hashPassword(body.password)
    if (!(await spendSetupLink(database.pool, hashToken(body.token)))) throw new Problem('setup-link-invalid')
    if (await hasAccounts(database.pool)) throw new Problem('setup-link-invalid')
    const account = await createAdministrator(await database.prisma(), {
      name: body.name,
      email: body.email,
      passwordHash,
    })
    browser.signIn(await sessions.open(account.id))
    await recordSignIn(context, account)
    return account
  }
}

/**
 * At start: makes the administrator that the configuration names, or, on a machine of its own without any account,
 * a single-use link for the first one. Returns the link's token.
 */
export async function prepareFirstAdministrator({
  database,
  config,
}: Pick<Context, 'database' | 'config'>): Promise<string | undefined> {
  const { administrator, embedded } = config
  if (administrator) {
    if (await isAddressTaken(database.pool, administrator.email)) return undefined
    const name = administrator.email.split('@')[0] ?? 'Administration'
    await ensureAdministrator(database, {
      name,
      email: administrator.email,
      passwordHash: await hashPassword(administrator.password),
    })
    return undefined
  }
  if (!embedded || (await hasAccounts(database.pool))) return undefined
  const token = createToken()
  const expiresAt = new Date(Date.now() + setupLinkMinutes * 60_000)
  await replaceSetupLink(await database.prisma(), hashToken(token), expiresAt)
  return token
}
