import type { getConnections, MailConnection, ProviderConnection } from '@parvis/contract/connections'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { IdentityProvider } from '../../platform/identity-provider.ts'
import { readMailQueue, relayOf } from '../../platform/mail.ts'
import { requirePlatformAdministrator } from '../authority/index.ts'

type Needs = Pick<Context, 'config' | 'database' | 'identityProviders'>

/** What the installation depends on to know people and to write to them, and whether it answers. */
export function showConnections(context: Needs): Handler<typeof getConnections> {
  return async ({ caller }) => {
    requirePlatformAdministrator(caller)
    const [mail, ...providers] = await Promise.all([
      showMail(context),
      ...context.identityProviders.map(showProvider),
    ])
    return { mail, providers }
  }
}

async function showProvider({ settings, check }: IdentityProvider): Promise<ProviderConnection> {
  const { name, label, profile, issuer } = settings
  const { checkedAt, failure } = await check()
  return { name, label, profile, issuer, checkedAt: checkedAt.toISOString(), failure: failure ?? null }
}

async function showMail({ config, database }: Needs): Promise<MailConnection | null> {
  if (!config.mail) return null
  const { host, port } = relayOf(config.mail.url)
  return { host, port, from: config.mail.from.address, ...(await readMailQueue(database.pool)) }
}
