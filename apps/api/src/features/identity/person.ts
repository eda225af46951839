import { displayName, emailAddress } from '@parvis/contract/text'
import * as z from 'zod/mini'
import { catch as otherwise } from 'zod/mini'
import type { Assertion } from '../../platform/identity-provider.ts'

/** Somebody as an identity provider describes them. */
export interface Person {
  readonly subject: string
  readonly name: string
  readonly email: string
  /** False when the provider itself says that it did not check the address. */
  readonly emailChecked: boolean
  /** The establishment that employs them (ProConnect). */
  readonly siret: string | undefined
  readonly acr: string | undefined
  readonly amr: readonly string[]
  /** Their session at the provider (OpenID Connect Back-Channel Logout 1.0, 2.1). */
  readonly sid: string | undefined
}

/** A claim that may be missing, and that counts as missing when it makes no sense. */
function lenient<Schema extends z.ZodMiniType>(schema: Schema) {
  return otherwise(z.optional(schema), undefined)
}

const claims = z.object({
  // At most 255 ASCII characters (OpenID Connect Core 1.0, 2).
  sub: z.string().check(z.minLength(1), z.maxLength(255), z.regex(/^[\x20-\x7e]+$/)),
  email: emailAddress,
  email_verified: z.optional(z.unknown()),
  name: lenient(displayName),
  given_name: lenient(displayName),
  // ProConnect says `usual_name`, everybody else `family_name`.
  usual_name: lenient(displayName),
  family_name: lenient(displayName),
  siret: lenient(z.string().check(z.regex(/^\d{14}$/))),
  acr: lenient(z.string()),
  amr: lenient(z.array(z.string())),
  sid: lenient(z.string().check(z.minLength(1), z.maxLength(255))),
})

/** The person that the claims describe; undefined when they lack a subject or an e-mail address. */
export function toPerson(assertion: Pick<Assertion, 'claims'>): Person | undefined {
  const { data } = claims.safeParse(assertion.claims)
  if (!data) return undefined
  const { sub, email, name, given_name: given, usual_name: usual, family_name: family } = data
  const parts = [given, usual ?? family].filter((part) => part !== undefined).join(' ')
  return {
    subject: sub,
    name: displayName.safeParse(parts).data ?? name ?? email,
    email,
    emailChecked: data.email_verified !== false && data.email_verified !== 'false',
    siret: data.siret,
    acr: data.acr,
    amr: data.amr ?? [],
    sid: data.sid,
  }
}
